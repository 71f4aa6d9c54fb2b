package aigateway.telemetry;

import java.time.Instant;
import java.util.Map;

/** Something that happened at one moment of a span. */
public record SpanEvent(String name, Instant time, Map<String, Object> attributes) {}
