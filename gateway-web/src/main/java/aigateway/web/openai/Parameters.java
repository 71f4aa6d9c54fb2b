package aigateway.web.openai;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sampling parameters, kept for the span. */
public record Parameters(
        @Nullable Double temperature,
        @Nullable Double topP,
        @Nullable Long topK,
        @Nullable Long seed,
        @Nullable Long choices,
        @Nullable Double frequencyPenalty,
        @Nullable Double presencePenalty,
        @Nullable List<String> stop) {}
