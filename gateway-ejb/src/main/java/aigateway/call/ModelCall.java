package aigateway.call;

import aigateway.identity.Caller;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request to a model.
 *
 * @param inputTokens estimate of the prompt's tokens, counted before the call
 * @param outputTokens most tokens the answer may have: {@code max_tokens}, or what the model may write
 * @param outputBounded the caller set {@code max_tokens}, so the answer cannot be longer; otherwise {@code outputTokens}
 *     is a guess
 * @param worstCaseCost dollars the dearest target would charge for those tokens; null when no target has a known price
 * @param names what the model is called, and what the call may reach
 */
public record ModelCall(
        Caller caller,
        Operation operation,
        String model,
        Map<String, String> metadata,
        boolean streaming,
        long inputTokens,
        long outputTokens,
        boolean outputBounded,
        @Nullable BigDecimal worstCaseCost,
        ModelNames names)
        implements Call {

    /** Far above what any model reads or writes; keeps sums from overflowing, whatever a request says. */
    private static final long MOST_TOKENS = 1L << 40;

    public ModelCall {
        metadata = Map.copyOf(metadata);
        inputTokens = Math.max(0, Math.min(inputTokens, MOST_TOKENS));
        outputTokens = Math.max(0, Math.min(outputTokens, MOST_TOKENS));
    }

    /** A call that is not planned yet. */
    public ModelCall(
            Caller caller,
            Operation operation,
            String model,
            Map<String, String> metadata,
            boolean streaming,
            long inputTokens,
            long outputTokens,
            boolean outputBounded,
            @Nullable BigDecimal worstCaseCost) {
        this(
                caller,
                operation,
                model,
                metadata,
                streaming,
                inputTokens,
                outputTokens,
                outputBounded,
                worstCaseCost,
                ModelNames.of(model));
    }

    /** The call as its plan knows it: rules are asked about this one. */
    public ModelCall planned(ModelNames known) {
        return new ModelCall(
                caller,
                operation,
                model,
                metadata,
                streaming,
                inputTokens,
                outputTokens,
                outputBounded,
                worstCaseCost,
                known);
    }

    /** A call whose output the caller bounded. */
    public ModelCall(
            Caller caller,
            Operation operation,
            String model,
            Map<String, String> metadata,
            boolean streaming,
            long inputTokens,
            long outputTokens,
            @Nullable BigDecimal worstCaseCost) {
        this(caller, operation, model, metadata, streaming, inputTokens, outputTokens, true, worstCaseCost);
    }
}
