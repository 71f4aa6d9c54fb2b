package aigateway.manifest.type;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * An account's own price of a model, in dollars. One that is charged by other units than tokens needs no price of those.
 *
 * @param metric {@code per_1000_tokens} or {@code per_million_tokens}
 * @param cachedInput price of input read from a cache; null: as input
 * @param perImage of a picture that is made
 * @param perAudioMinute of sound that is heard
 * @param perMillionCharacters that are spoken
 * @param perThousandSearches of reranking
 * @param batchInput of input in a batch; null: nobody knows
 * @param batchOutput of output in a batch
 */
public record ModelCost(
        String metric,
        BigDecimal input,
        BigDecimal output,
        @Nullable BigDecimal cachedInput,
        @Nullable BigDecimal cacheWrite,
        @Nullable BigDecimal perImage,
        @Nullable BigDecimal perAudioMinute,
        @Nullable BigDecimal perMillionCharacters,
        @Nullable BigDecimal perThousandSearches,
        @Nullable BigDecimal batchInput,
        @Nullable BigDecimal batchOutput) {

    public ModelCost {
        if (perImage != null || perAudioMinute != null || perMillionCharacters != null || perThousandSearches != null) {
            metric = metric == null ? "per_million_tokens" : metric;
            input = input == null ? BigDecimal.ZERO : input;
            output = output == null ? BigDecimal.ZERO : output;
        }
    }

    /** A price of tokens alone. */
    public ModelCost(
            String metric,
            BigDecimal input,
            BigDecimal output,
            @Nullable BigDecimal cachedInput,
            @Nullable BigDecimal cacheWrite) {
        this(metric, input, output, cachedInput, cacheWrite, null, null, null, null, null, null);
    }

    /** A price of what is not in a batch. */
    public ModelCost(
            String metric,
            BigDecimal input,
            BigDecimal output,
            @Nullable BigDecimal cachedInput,
            @Nullable BigDecimal cacheWrite,
            @Nullable BigDecimal perImage,
            @Nullable BigDecimal perAudioMinute,
            @Nullable BigDecimal perMillionCharacters,
            @Nullable BigDecimal perThousandSearches) {
        this(
                metric,
                input,
                output,
                cachedInput,
                cacheWrite,
                perImage,
                perAudioMinute,
                perMillionCharacters,
                perThousandSearches,
                null,
                null);
    }

    /** What the same costs in a batch; null: that is not known. */
    public @Nullable ModelCost inBatch() {
        return batchInput == null || batchOutput == null
                ? null
                : new ModelCost(metric, batchInput, batchOutput, null, null);
    }
}
