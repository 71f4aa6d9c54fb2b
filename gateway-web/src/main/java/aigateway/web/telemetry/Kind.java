package aigateway.web.telemetry;

/**
 * The part a span plays in a conversation between processes.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otel/trace/api/#spankind">SpanKind</a>
 */
public enum Kind {
    INTERNAL(1),
    SERVER(2),
    CLIENT(3),
    PRODUCER(4),
    CONSUMER(5);

    private final int number;

    Kind(int number) {
        this.number = number;
    }

    /** The number that OTLP gives it. */
    int number() {
        return number;
    }
}
