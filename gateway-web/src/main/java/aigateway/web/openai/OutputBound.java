package aigateway.web.openai;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How long an answer may become: what the fields of a request's body say, and what a target makes of them. */
public record OutputBound(@Nullable Long maxTokens, @Nullable Long maxCompletionTokens, @Nullable Long choices) {

    /** Of a request that says nothing. */
    static final OutputBound NONE = new OutputBound(null, null, null);

    static final String MAX_TOKENS = "max_tokens";
    static final String MAX_COMPLETION_TOKENS = "max_completion_tokens";
    static final String CHOICES = "n";

    /** What the answer may have when nothing sets a bound: used to reserve tokens and money. */
    private static final long ASSUMED_TOKENS = 4096;

    /** Far above what any model writes; keeps what is added to it from overflowing. */
    private static final long MOST_TOKENS = 1L << 40;

    /**
     * Of the body as a target gets it.
     *
     * @param defaults fields for which the caller's value wins
     * @param overrides fields for which the target's value wins
     */
    public OutputBound at(Map<String, Object> defaults, Map<String, Object> overrides) {
        if (defaults.isEmpty() && overrides.isEmpty()) {
            return this;
        }
        return new OutputBound(
                field(MAX_TOKENS, maxTokens, defaults, overrides),
                field(MAX_COMPLETION_TOKENS, maxCompletionTokens, defaults, overrides),
                field(CHOICES, choices, defaults, overrides));
    }

    private static @Nullable Long field(
            String name, @Nullable Long asked, Map<String, Object> defaults, Map<String, Object> overrides) {
        Object set = overrides.get(name);
        if (set == null) {
            set = asked != null ? asked : defaults.get(name);
        }
        // What is no number, or less than one, bounds nothing.
        return set instanceof Number number && number.doubleValue() >= 1
                ? Long.valueOf((long) Math.min(number.doubleValue(), MOST_TOKENS))
                : null;
    }

    /** Most tokens of one choice; the larger where both fields say, since vendors differ in which they heed. */
    public @Nullable Long each() {
        if (maxTokens == null || maxCompletionTokens == null) {
            return maxTokens != null ? maxTokens : maxCompletionTokens;
        }
        return Math.max(maxTokens, maxCompletionTokens);
    }

    /** Whether the answer cannot be longer than {@link #tokens}; otherwise that is a guess. */
    public boolean isSet() {
        return each() != null;
    }

    /** Most tokens the answer may have, in all its choices. */
    public long tokens() {
        Long one = each();
        long tokens = one == null ? ASSUMED_TOKENS : one;
        long times = choices == null ? 1 : choices;
        return tokens > MOST_TOKENS / times ? MOST_TOKENS : tokens * times;
    }
}
