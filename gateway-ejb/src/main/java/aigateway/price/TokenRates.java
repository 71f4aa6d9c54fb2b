package aigateway.price;

import aigateway.call.Units;
import aigateway.call.Usage;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A price by kind of token. A kind without a rate of its own is charged as the broader kind it belongs to: cached
 * input, cache writes, audio and pictures as input, one-hour cache writes as cache writes, reasoning as output.
 */
final class TokenRates implements Price {

    private final Rate input;
    private final Rate cacheRead;
    private final Rate cacheWrite;
    private final Rate cacheWriteHour;
    private final Rate inputAudio;
    private final Rate inputImage;
    private final Rate output;
    private final Rate reasoning;
    private final Rate outputAudio;
    private final Rate outputImage;
    private final BigDecimal request;
    private final Set<Rate> inputs;
    private final Set<Rate> outputs;

    private TokenRates(Builder rates) {
        input = or(rates.input, Rate.ZERO);
        cacheRead = or(rates.cacheRead, input);
        cacheWrite = or(rates.cacheWrite, input);
        cacheWriteHour = or(rates.cacheWriteHour, cacheWrite);
        inputAudio = or(rates.inputAudio, input);
        inputImage = or(rates.inputImage, input);
        output = or(rates.output, Rate.ZERO);
        reasoning = or(rates.reasoning, output);
        outputAudio = or(rates.outputAudio, output);
        outputImage = or(rates.outputImage, output);
        request = rates.request;
        inputs = new HashSet<>(List.of(input, cacheWrite, cacheWriteHour, inputAudio, inputImage));
        outputs = new HashSet<>(List.of(output, reasoning, outputAudio, outputImage));
    }

    @Override
    public BigDecimal cost(Usage usage) {
        long size = usage.inputTokens();
        long writtenHour = Math.min(usage.cacheWriteHourTokens(), usage.cacheWriteTokens());
        long written = usage.cacheWriteTokens() - writtenHour;
        Units units = usage.units();
        long plainInput = size
                - usage.cacheReadTokens()
                - usage.cacheWriteTokens()
                - usage.inputAudioTokens()
                - units.inputImageTokens();
        long plainOutput =
                usage.outputTokens() - usage.reasoningTokens() - usage.outputAudioTokens() - units.outputImageTokens();
        BigDecimal tokens = input.cost(Math.max(0, plainInput), size)
                .add(cacheRead.cost(usage.cacheReadTokens(), size))
                .add(cacheWrite.cost(written, size))
                .add(cacheWriteHour.cost(writtenHour, size))
                .add(inputAudio.cost(usage.inputAudioTokens(), size))
                .add(output.cost(Math.max(0, plainOutput), size))
                .add(reasoning.cost(usage.reasoningTokens(), size))
                .add(outputAudio.cost(usage.outputAudioTokens(), size));
        if (units != Units.NONE) {
            tokens = tokens.add(inputImage.cost(units.inputImageTokens(), size))
                    .add(outputImage.cost(units.outputImageTokens(), size));
        }
        return usage.totalTokens() == 0 ? BigDecimal.ZERO : tokens.add(request);
    }

    /** What a vendor writes to its cache, says aloud, draws or thinks is known when it has. */
    @Override
    public BigDecimal most(Usage usage) {
        long size = usage.inputTokens();
        return usage.totalTokens() == 0
                ? BigDecimal.ZERO
                : dearest(inputs, size, size)
                        .add(dearest(outputs, usage.outputTokens(), size))
                        .add(request);
    }

    @Override
    public List<Long> tiers() {
        return Stream.of(inputs, outputs, Set.of(cacheRead))
                .flatMap(Set::stream)
                .flatMap(rate -> rate.tiers().stream())
                .map(Rate.Tier::start)
                .distinct()
                .sorted()
                .toList();
    }

    private static BigDecimal dearest(Set<Rate> rates, long tokens, long size) {
        BigDecimal most = BigDecimal.ZERO;
        for (Rate rate : rates) {
            most = most.max(rate.cost(tokens, size));
        }
        return most;
    }

    private static Rate or(@Nullable Rate rate, Rate broader) {
        return rate == null ? broader : rate;
    }

    /** Collects the rates that are stated; the others stay null. */
    static final class Builder {
        @Nullable
        Rate input;

        @Nullable
        Rate cacheRead;

        @Nullable
        Rate cacheWrite;

        @Nullable
        Rate cacheWriteHour;

        @Nullable
        Rate inputAudio;

        @Nullable
        Rate inputImage;

        @Nullable
        Rate output;

        @Nullable
        Rate reasoning;

        @Nullable
        Rate outputAudio;

        @Nullable
        Rate outputImage;

        /** Dollars for each request, on top of its tokens. */
        BigDecimal request = BigDecimal.ZERO;

        TokenRates build() {
            return new TokenRates(this);
        }
    }
}
