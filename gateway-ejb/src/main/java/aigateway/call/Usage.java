package aigateway.call;

/**
 * Tokens that were used. Input includes the cached and the cache-written ones, output includes reasoning, as
 * OpenTelemetry counts them.
 *
 * @param cacheWriteTokens all that were written to a cache, {@code cacheWriteHourTokens} (kept for an hour) among them
 * @param estimated the upstream told nothing and the gateway counted by itself
 * @param units what is not charged as a token of text
 */
public record Usage(
        long inputTokens,
        long outputTokens,
        long cacheReadTokens,
        long cacheWriteTokens,
        long cacheWriteHourTokens,
        long reasoningTokens,
        long inputAudioTokens,
        long outputAudioTokens,
        boolean estimated,
        Units units) {

    public static final Usage NONE = new Usage(0, 0, 0, 0, 0, 0, 0, 0, false);

    /** Far more than anybody uses. A vendor's figure beyond it is a mistake, which no sum is to be lost to. */
    private static final long MOST = 1L << 40;

    public Usage {
        inputTokens = believed(inputTokens);
        outputTokens = believed(outputTokens);
        cacheReadTokens = believed(cacheReadTokens);
        cacheWriteTokens = believed(cacheWriteTokens);
        cacheWriteHourTokens = believed(cacheWriteHourTokens);
        reasoningTokens = believed(reasoningTokens);
        inputAudioTokens = believed(inputAudioTokens);
        outputAudioTokens = believed(outputAudioTokens);
    }

    private static long believed(long tokens) {
        return Math.max(0, Math.min(tokens, MOST));
    }

    /** Tokens of text and sound alone. */
    public Usage(
            long inputTokens,
            long outputTokens,
            long cacheReadTokens,
            long cacheWriteTokens,
            long cacheWriteHourTokens,
            long reasoningTokens,
            long inputAudioTokens,
            long outputAudioTokens,
            boolean estimated) {
        this(
                inputTokens,
                outputTokens,
                cacheReadTokens,
                cacheWriteTokens,
                cacheWriteHourTokens,
                reasoningTokens,
                inputAudioTokens,
                outputAudioTokens,
                estimated,
                Units.NONE);
    }

    public static Usage of(long inputTokens, long outputTokens) {
        return new Usage(inputTokens, outputTokens, 0, 0, 0, 0, 0, 0, false);
    }

    public static Usage estimate(long inputTokens, long outputTokens) {
        return new Usage(inputTokens, outputTokens, 0, 0, 0, 0, 0, 0, true);
    }

    public long totalTokens() {
        return inputTokens + outputTokens;
    }

    public Usage plus(Usage other) {
        return new Usage(
                inputTokens + other.inputTokens,
                outputTokens + other.outputTokens,
                cacheReadTokens + other.cacheReadTokens,
                cacheWriteTokens + other.cacheWriteTokens,
                cacheWriteHourTokens + other.cacheWriteHourTokens,
                reasoningTokens + other.reasoningTokens,
                inputAudioTokens + other.inputAudioTokens,
                outputAudioTokens + other.outputAudioTokens,
                estimated || other.estimated,
                units.plus(other.units));
    }

    /** The same, with what was used besides. */
    public Usage with(Units used) {
        return new Usage(
                inputTokens,
                outputTokens,
                cacheReadTokens,
                cacheWriteTokens,
                cacheWriteHourTokens,
                reasoningTokens,
                inputAudioTokens,
                outputAudioTokens,
                estimated,
                used);
    }
}
