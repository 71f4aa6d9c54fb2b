package aigateway.web.telemetry;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Spans of traces that have ended, for tests of who makes them. */
public final class HeardSpans {

    /**
     * @param status {@code UNSET}, {@code OK} or {@code ERROR}
     */
    public record Heard(String name, String status, Map<String, Object> attributes) {}

    private final List<CallTrace> told = new CopyOnWriteArrayList<>();

    public Spans spans() {
        TraceSink sink = new TraceSink() {
            @Override
            public void publish(CallTrace trace) {
                told.add(trace);
            }

            @Override
            public void late() {}
        };
        return new Spans(InstantSource.system(), System::nanoTime, sink, () -> ContentRules.USUAL);
    }

    public List<Heard> all() {
        return told.stream()
                .flatMap(trace -> trace.spans().stream())
                .map(HeardSpans::heard)
                .toList();
    }

    /** The last of that name. */
    public Heard named(String name) {
        return all().stream()
                .filter(span -> span.name().equals(name))
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }

    private static Heard heard(CallSpan span) {
        Map<String, Object> attributes = new HashMap<>();
        for (int i = 0; i < span.size(); i++) {
            attributes.put(span.attribute(i).name(), span.value(i));
        }
        return new Heard(span.name(), span.status().name(), attributes);
    }
}
