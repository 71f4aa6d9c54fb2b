package aigateway.it.peer;

import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** What a backend has been told. */
final class ToldSpans {

    private final List<ToldSpan> spans = new CopyOnWriteArrayList<>();

    /** All of a request at once, so that nobody sees a root without the rest of its trace. */
    void keep(ExportTraceServiceRequest request) {
        List<ToldSpan> told = new ArrayList<>();
        request.getResourceSpansList()
                .forEach(resource -> resource.getScopeSpansList().forEach(scope -> scope.getSpansList()
                        .forEach(span -> told.add(new ToldSpan(resource.getResource(), scope.getScope(), span)))));
        spans.addAll(told);
    }

    List<ToldSpan> all() {
        return List.copyOf(spans);
    }

    Trace awaitTrace(String traceId) {
        Trace trace = new Trace(List.of());
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (System.nanoTime() < deadline) {
            trace = new Trace(spans.stream()
                    .filter(span -> span.traceId().equals(traceId))
                    .toList());
            if (trace.hasRoot()) {
                return trace;
            }
            pause();
        }
        throw new AssertionError("No whole trace " + traceId + " arrived within 30 s; there are " + spans.size()
                + " spans, of it " + trace);
    }

    long await(Predicate<ToldSpan> which, long atLeast, Duration time) {
        long deadline = System.nanoTime() + time.toNanos();
        long count = 0;
        while (System.nanoTime() < deadline) {
            count = spans.stream().filter(which).count();
            if (count >= atLeast) {
                return count;
            }
            pause();
        }
        return count;
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
