package aigateway.web.call;

import static aigateway.call.GatewayException.badRequest;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long the caller is willing to wait, for each attempt.
 *
 * @param answer until an answer, or the beginning of a stream; null: as long as the gateway waits itself
 * @param firstToken until the beginning of a stream; null: no limit of its own
 */
public record TimeLimits(@Nullable Duration answer, @Nullable Duration firstToken) {

    public static final String ANSWER_HEADER = "x-tfy-request-timeout";
    public static final String FIRST_TOKEN_HEADER = "x-tfy-ttft-timeout-ms";

    private static final TimeLimits NONE = new TimeLimits(null, null);

    /** @throws aigateway.call.GatewayException a bad request that names the header that is no number of milliseconds */
    public static TimeLimits parse(@Nullable String answer, @Nullable String firstToken) {
        return answer == null && firstToken == null
                ? NONE
                : new TimeLimits(millis(ANSWER_HEADER, answer), millis(FIRST_TOKEN_HEADER, firstToken));
    }

    private static @Nullable Duration millis(String header, @Nullable String value) {
        if (value == null) {
            return null;
        }
        try {
            int millis = Integer.parseInt(value.strip());
            if (millis > 0) {
                return Duration.ofMillis(millis);
            }
        } catch (NumberFormatException notANumber) {
            // Told below, as zero is.
        }
        throw badRequest(
                "The header '" + header + "' must be a number of milliseconds from 1 to " + Integer.MAX_VALUE + ".",
                header);
    }

    /** What an attempt may take until its answer, or its stream, begins; null: no limit. */
    public @Nullable Duration of(boolean stream) {
        return isFirstToken(stream) ? firstToken : answer;
    }

    /** Whether the limit that an attempt meets first is the one on the first token. */
    public boolean isFirstToken(boolean stream) {
        return stream && firstToken != null && (answer == null || firstToken.compareTo(answer) <= 0);
    }
}
