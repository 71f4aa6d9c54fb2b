package aigateway.it.peer;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The spans of one trace that have arrived. */
public record Trace(List<ToldSpan> spans) {

    /** The span that no other span of the trace is above: its parent is nobody, or the caller. */
    public ToldSpan root() {
        Set<String> ids = spans.stream().map(ToldSpan::spanId).collect(Collectors.toSet());
        return spans.stream()
                .filter(span -> !ids.contains(span.parentId()))
                .findFirst()
                .orElseThrow();
    }

    boolean hasRoot() {
        return spans.stream().anyMatch(span -> span.kind().equals("SERVER"));
    }

    /** Spans of a type, {@code tfy.span_type}. */
    public List<ToldSpan> ofType(String type) {
        return spans.stream()
                .filter(span -> type.equals(span.attributes().get("tfy.span_type")))
                .toList();
    }

    public List<ToldSpan> named(String name) {
        return spans.stream().filter(span -> span.name().equals(name)).toList();
    }

    public List<ToldSpan> under(ToldSpan parent) {
        return spans.stream()
                .filter(span -> span.parentId().equals(parent.spanId()))
                .toList();
    }
}
