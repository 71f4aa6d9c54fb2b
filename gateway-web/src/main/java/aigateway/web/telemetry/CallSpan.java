package aigateway.web.telemetry;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * What is told about one step of a call. Light on purpose: a step costs a request a microsecond or two, the rest is
 * the publisher's. What is said after the root has ended is not heard.
 */
public final class CallSpan {

    /** How a step went. */
    enum Status {
        UNSET,
        OK,
        ERROR
    }

    /** Something that happened at one moment. */
    record Event(String name, long epochNanos, Map<String, String> attributes) {}

    private static final int ATTRIBUTE_WEIGHT = 24;

    private final CallTrace trace;
    private final @Nullable CallSpan above;
    private final long id;
    private final String name;
    private final Kind kind;
    private final long start;
    private long end;
    private Status status = Status.UNSET;
    private @Nullable String message;
    private Attribute<?>[] attributes = new Attribute<?>[16];
    private Object[] values = new Object[16];
    private int size;
    private List<Event> events = List.of();

    CallSpan(CallTrace trace, @Nullable CallSpan above, String name, Kind kind, long start) {
        this.trace = trace;
        this.above = above;
        this.name = name;
        this.kind = kind;
        this.start = start;
        long random = ThreadLocalRandom.current().nextLong();
        this.id = random == 0 ? 1 : random;
    }

    /** A step within this one. */
    public CallSpan child(String name, Kind kind) {
        synchronized (trace) {
            return trace.add(this, name, kind);
        }
    }

    /** Null says nothing. A second value of an attribute replaces the first. */
    public <T> CallSpan set(Attribute<T> attribute, @Nullable T value) {
        return value == null ? this : put(attribute, value, weightOf(value));
    }

    public CallSpan set(Attribute<Long> attribute, long value) {
        return put(attribute, value, Long.BYTES);
    }

    public CallSpan set(Attribute<Double> attribute, double value) {
        return put(attribute, value, Double.BYTES);
    }

    public CallSpan set(Attribute<Double> attribute, @Nullable BigDecimal value) {
        return value == null ? this : put(attribute, value.doubleValue(), Double.BYTES);
    }

    /** A text that is made later, on the publisher's thread. */
    public CallSpan set(Attribute<String> attribute, @Nullable Content value) {
        return value == null || trace.isWithoutContent() ? this : put(attribute, value, value.weight());
    }

    /** What was asked and answered stays out of the whole trace, also what was said before. */
    public void withoutContent() {
        trace.leaveContentOut();
    }

    private CallSpan put(Attribute<?> attribute, Object value, int weight) {
        synchronized (trace) {
            if (!trace.isOpen()) {
                return this;
            }
            trace.grow(ATTRIBUTE_WEIGHT + attribute.nameBytes().length + weight);
            for (int i = 0; i < size; i++) {
                if (attributes[i] == attribute) {
                    values[i] = value;
                    return this;
                }
            }
            if (size == values.length) {
                attributes = Arrays.copyOf(attributes, size * 2);
                values = Arrays.copyOf(values, size * 2);
            }
            attributes[size] = attribute;
            values[size++] = value;
        }
        return this;
    }

    private static int weightOf(Object value) {
        if (value instanceof String text) {
            return text.length();
        }
        return value instanceof List<?> texts ? 24 * texts.size() : Long.BYTES;
    }

    public CallSpan addEvent(String name, Map<String, String> attributes) {
        synchronized (trace) {
            if (trace.isOpen()) {
                if (events.isEmpty()) {
                    events = new ArrayList<>(2);
                }
                events.add(new Event(name, trace.now(), Map.copyOf(attributes)));
                trace.grow(64 * (attributes.size() + 1));
            }
        }
        return this;
    }

    /** @param errorType a word to count by, see {@code aigateway.call.ErrorType}; the message is for people */
    public CallSpan fail(String errorType, String message) {
        synchronized (trace) {
            if (trace.isOpen()) {
                status = Status.ERROR;
                this.message = message;
            }
        }
        return set(Attributes.ERROR_TYPE, errorType).set(Attributes.ERROR_MESSAGE, message);
    }

    public CallSpan ok() {
        synchronized (trace) {
            if (trace.isOpen()) {
                status = Status.OK;
                message = null;
            }
        }
        return this;
    }

    /** Ends this step; the end of the root ends what is still open under it and hands the trace over. */
    public void end() {
        long now = trace.now();
        if (above == null) {
            trace.close(now);
        } else {
            synchronized (trace) {
                if (trace.isOpen()) {
                    endUnlessEnded(now);
                }
            }
        }
    }

    void endUnlessEnded(long now) {
        if (end == 0) {
            end = Math.max(now, start);
        }
    }

    /** 32 lower-case hexadecimal digits. */
    public String traceId() {
        return trace.parent().traceId();
    }

    /** 16 lower-case hexadecimal digits. */
    public String spanId() {
        return TraceParent.spanId(id);
    }

    /** For whoever is called within this step. */
    public TraceContext context() {
        return new TraceContext(trace.parent().header(id), trace.state());
    }

    /** Milliseconds since this step began. */
    public double elapsedMillis() {
        return (trace.now() - start) / 1e6;
    }

    long id() {
        return id;
    }

    /** 0 for the root of a trace that began here. */
    long parentId() {
        return above == null ? trace.parent().spanId() : above.id;
    }

    boolean isRoot() {
        return above == null;
    }

    String name() {
        return name;
    }

    Kind kind() {
        return kind;
    }

    long start() {
        return start;
    }

    long endTime() {
        return end;
    }

    Status status() {
        return status;
    }

    @Nullable
    String message() {
        return message;
    }

    int size() {
        return size;
    }

    Attribute<?> attribute(int index) {
        return attributes[index];
    }

    Object value(int index) {
        return values[index];
    }

    List<Event> events() {
        return events;
    }
}
