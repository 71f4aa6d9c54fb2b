package aigateway.admin.traces;

import aigateway.telemetry.SpanRow;
import aigateway.telemetry.SpanView;
import aigateway.telemetry.Trace;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A trace's spans as a tree, each with its place in time. Spans whose parent is elsewhere stand at the left. */
final class Waterfall {

    private final Map<String, List<SpanView>> children = new HashMap<>();
    private final Set<String> drawn = new HashSet<>();
    private final List<Line> lines = new ArrayList<>();
    private final Instant start;
    private final double length;

    private Waterfall(Trace trace) {
        List<SpanRow> rows = trace.spans().stream().map(SpanView::row).toList();
        this.start =
                rows.stream().map(SpanRow::start).min(Comparator.naturalOrder()).orElseThrow();
        Instant end = rows.stream()
                .map(row -> row.start().plus(row.duration()))
                .max(Comparator.naturalOrder())
                .orElseThrow();
        this.length = Math.max(1, Duration.between(start, end).toNanos());
    }

    static List<Line> of(Trace trace) {
        Waterfall waterfall = new Waterfall(trace);
        Set<String> ids = new HashSet<>();
        trace.spans().forEach(span -> ids.add(span.row().spanId()));
        List<SpanView> tops = new ArrayList<>();
        for (SpanView span : trace.spans()) {
            String parent = span.row().parentId();
            if (parent == null || !ids.contains(parent)) {
                tops.add(span);
            } else {
                waterfall
                        .children
                        .computeIfAbsent(parent, id -> new ArrayList<>())
                        .add(span);
            }
        }
        tops.forEach(span -> waterfall.draw(span, 0));
        // What is left hangs in a circle of parents, which only a hostile sender makes.
        trace.spans().forEach(span -> waterfall.draw(span, 0));
        return List.copyOf(waterfall.lines);
    }

    private void draw(SpanView span, int depth) {
        if (!drawn.add(span.row().spanId())) {
            return;
        }
        double left = 100 * Duration.between(start, span.row().start()).toNanos() / length;
        double width = 100 * span.row().duration().toNanos() / length;
        lines.add(new Line(span, depth, left, Math.min(width, 100 - left)));
        children.getOrDefault(span.row().spanId(), List.of()).stream()
                .sorted(Comparator.comparing(child -> child.row().start()))
                .forEach(child -> draw(child, depth + 1));
    }
}
