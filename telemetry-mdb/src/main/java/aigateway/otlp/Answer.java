package aigateway.otlp;

import java.time.Duration;
import java.util.Optional;

/**
 * What a backend said to a request.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otlp/#otlphttp-response">OTLP/HTTP response</a>
 */
sealed interface Answer {

    /** @param rejected spans it did not want, and that are not to be sent again */
    record Accepted(long rejected, String message) implements Answer {}

    /** It may take the same request later; it may say when. */
    record Later(Optional<Duration> after, String reason) implements Answer {}

    /** It will never take this request. */
    record Refused(String reason) implements Answer {}
}
