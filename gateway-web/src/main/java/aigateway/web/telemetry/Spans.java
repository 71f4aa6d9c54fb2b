package aigateway.web.telemetry;

import aigateway.platform.HotPath;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where traces begin. */
@HotPath
public class Spans {

    private static final int LONGEST_STATE = 512;

    private final InstantSource clock;
    private final LongSupplier ticker;
    private final TraceSink told;
    private final Supplier<ContentRules> rules;

    @Inject
    Spans(InstantSource clock, SpanPublisher publisher, ContentSettings settings) {
        this(clock, System::nanoTime, publisher, settings::current);
    }

    Spans(InstantSource clock, LongSupplier ticker, TraceSink told, Supplier<ContentRules> rules) {
        this.clock = clock;
        this.ticker = ticker;
        this.told = told;
        this.rules = rules;
    }

    /** Spans that nobody is told of: for tests of what makes them. */
    public static Spans unheard() {
        return new Spans(InstantSource.system(), System::nanoTime, TraceSink.NOBODY, () -> ContentRules.USUAL);
    }

    /**
     * A root span.
     *
     * @param caller whose child it is; a trace begins where there is none, or one that is not well formed. A state that is
     *     too long to pass on is dropped, as the specification allows
     */
    public CallSpan start(String name, Kind kind, @Nullable TraceContext caller) {
        TraceParent parent = caller == null ? null : TraceParent.parse(caller.traceparent());
        String state = caller == null || parent == null ? null : caller.tracestate();
        CallTrace trace = new CallTrace(
                parent == null ? TraceParent.random() : parent,
                state == null || state.length() > LONGEST_STATE ? null : state,
                told,
                ticker,
                epochNanos(clock.instant()),
                rules.get());
        synchronized (trace) {
            return trace.add(null, name, kind);
        }
    }

    private static long epochNanos(Instant instant) {
        return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
    }
}
