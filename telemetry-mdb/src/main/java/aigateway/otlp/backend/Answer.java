package aigateway.otlp.backend;

import java.time.Duration;
import java.util.Optional;

/**
 * What a backend said to a request.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otlp/#otlphttp-response">OTLP/HTTP response</a>
 * @see <a href="https://opentelemetry.io/docs/specs/otlp/#otlpgrpc-response">OTLP/gRPC response</a>
 */
public sealed interface Answer {

    /** @param rejected spans or points it did not want, and that are not to be sent again */
    record Accepted(long rejected, String message) implements Answer {

        static final Accepted EVERYTHING = new Accepted(0, "");
    }

    /** It may take the same request later; it may say when. */
    record Later(Optional<Duration> after, String reason) implements Answer {}

    /** It will never take this request. */
    record Refused(String reason) implements Answer {}
}
