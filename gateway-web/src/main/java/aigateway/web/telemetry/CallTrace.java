package aigateway.web.telemetry;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A root span and its descendants. A trace is handed over once, whole, when its root ends; from then on it does not
 * change. It is the lock of its spans: they are used by one thread after another, hardly ever by two at once.
 */
final class CallTrace implements Parcel {

    private static final int SPAN_WEIGHT = 160;

    private final TraceParent parent;
    private final @Nullable String state;
    private final TraceSink told;
    private final LongSupplier ticker;
    private final long epochNanos;
    private final long startTick;
    private final ContentRules rules;
    private final List<CallSpan> spans = new ArrayList<>(8);
    private int weight;
    private boolean closed;
    private volatile boolean withoutContent;

    /**
     * @param state the {@code tracestate} that came with the parent
     * @param told gets the trace when its root has ended
     * @param ticker nanoseconds that never go back
     * @param rules for the texts in it
     */
    CallTrace(
            TraceParent parent,
            @Nullable String state,
            TraceSink told,
            LongSupplier ticker,
            long epochNanos,
            ContentRules rules) {
        this.parent = parent;
        this.state = state;
        this.told = told;
        this.ticker = ticker;
        this.epochNanos = epochNanos;
        this.rules = rules;
        this.startTick = ticker.getAsLong();
    }

    /** Nanoseconds since 1970: the clock's time at the start, and steady from there. */
    long now() {
        return epochNanos + ticker.getAsLong() - startTick;
    }

    /** Under the lock. */
    CallSpan add(@Nullable CallSpan above, String name, Kind kind) {
        CallSpan span = new CallSpan(this, above, name, kind, now());
        if (closed) {
            told.late();
        } else {
            spans.add(span);
            weight += SPAN_WEIGHT;
        }
        return span;
    }

    /** Under the lock. */
    void grow(int bytes) {
        weight += bytes;
    }

    /** Under the lock: whether what is said now is still heard. */
    boolean isOpen() {
        return !closed;
    }

    void leaveContentOut() {
        withoutContent = true;
    }

    boolean isWithoutContent() {
        return withoutContent;
    }

    void close(long now) {
        synchronized (this) {
            if (closed) {
                return;
            }
            for (CallSpan span : spans) {
                span.endUnlessEnded(now);
            }
            closed = true;
        }
        told.publish(this);
    }

    ContentRules rules() {
        return rules;
    }

    TraceParent parent() {
        return parent;
    }

    @Nullable
    String state() {
        return state;
    }

    /** Root first, then in the order of their starts. Read after the trace was handed over. */
    List<CallSpan> spans() {
        return spans;
    }

    @Override
    public int weight() {
        return weight;
    }

    @Override
    public int count() {
        return spans.size();
    }
}
