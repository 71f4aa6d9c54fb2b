package aigateway.call;

/**
 * Tokens that were used. Input includes the cached and the cache-written ones, output includes reasoning, as
 * OpenTelemetry counts them.
 *
 * @param cacheWriteTokens all that were written to a cache, {@code cacheWriteHourTokens} (kept for an hour) among them
 * @param estimated the upstream did not tell all of it and the gateway counted the rest by itself
 * @param units what is not charged as a token of text
 * @param inputUntold the upstream has not said what the input came to
 * @param outputUntold the upstream has not said what the output came to, or not for the last time
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
        Units units,
        boolean inputUntold,
        boolean outputUntold) {

    public static final Usage NONE = new Usage(0, 0, 0, 0, 0, 0, 0, 0, false);

    /** The upstream has said nothing. */
    public static final Usage UNTOLD = NONE.told(false, false);

    /** Far more than anybody uses. A vendor's figure beyond it is a mistake, which no sum is to be lost to. */
    private static final long MOST = 1L << 40;

    public Usage {
        inputTokens = believed(inputTokens);
        cacheReadTokens = believed(cacheReadTokens);
        cacheWriteTokens = believed(cacheWriteTokens);
        cacheWriteHourTokens = believed(cacheWriteHourTokens);
        reasoningTokens = believed(reasoningTokens);
        inputAudioTokens = believed(inputAudioTokens);
        outputAudioTokens = believed(outputAudioTokens);
        // Or the attributes would say less than is charged.
        outputTokens = Math.max(believed(outputTokens), reasoningTokens);
    }

    private static long believed(long tokens) {
        return Math.max(0, Math.min(tokens, MOST));
    }

    /** Whether anybody can have used so many. */
    public static boolean isPlausible(double tokens) {
        return tokens >= 0 && tokens <= MOST;
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
                Units.NONE,
                false,
                false);
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
                units.plus(other.units),
                inputUntold || other.inputUntold,
                outputUntold || other.outputUntold);
    }

    /** The same, with what was used besides. */
    public Usage with(Units used) {
        return with(inputTokens, outputTokens, estimated, used, inputUntold, outputUntold);
    }

    /** The same without the figures that the upstream did not tell, or not so that anybody can read them. */
    public Usage told(boolean input, boolean output) {
        return with(input ? inputTokens : 0, output ? outputTokens : 0, estimated, units, !input, !output);
    }

    /** The same, told before the end: there may have been more output since. */
    public Usage soFar() {
        return with(inputTokens, outputTokens, estimated, units, inputUntold, true);
    }

    /** Whether the upstream said anything that counts. */
    public boolean isTold() {
        return !inputUntold || !outputUntold;
    }

    /** The same, with an estimate in the place of an input that was not told. */
    public Usage orInput(long counted) {
        return inputUntold
                ? with(
                        Math.max(counted, cacheReadTokens + cacheWriteTokens),
                        outputTokens,
                        true,
                        units,
                        false,
                        outputUntold)
                : this;
    }

    /** The same, with an estimate in the place of an output that was not told, or of which less was told. */
    public Usage orOutput(long counted) {
        return outputUntold
                ? with(
                        inputTokens,
                        Math.max(counted, outputTokens),
                        estimated || counted >= outputTokens,
                        units,
                        inputUntold,
                        false)
                : this;
    }

    private Usage with(
            long input, long output, boolean hasEstimates, Units used, boolean lacksInput, boolean lacksOutput) {
        return new Usage(
                input,
                output,
                cacheReadTokens,
                cacheWriteTokens,
                cacheWriteHourTokens,
                reasoningTokens,
                inputAudioTokens,
                outputAudioTokens,
                hasEstimates,
                used,
                lacksInput,
                lacksOutput);
    }
}
