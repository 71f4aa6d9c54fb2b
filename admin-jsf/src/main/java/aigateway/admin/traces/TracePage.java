package aigateway.admin.traces;

import aigateway.admin.session.Me;
import aigateway.admin.session.Missing;
import aigateway.feedback.Feedbacks;
import aigateway.telemetry.SpanQueries;
import aigateway.telemetry.SpanRow;
import aigateway.telemetry.Trace;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One trace, opened. Someone else's looks like one that does not exist. */
@Named
@RequestScoped
public class TracePage {

    private static final int MOST_LINES = 500;

    @Inject
    SpanQueries queries;

    @EJB
    Feedbacks feedbacks;

    @Inject
    Me me;

    private @Nullable String id;
    private @Nullable Trace trace;
    private List<Line> lines = List.of();
    private boolean cut;

    public void open() throws IOException {
        trace = id == null ? null : queries.trace(id, me.viewer()).orElse(null);
        if (trace == null) {
            Missing.answer("There is no such trace");
            return;
        }
        List<Line> all = Waterfall.of(trace);
        cut = all.size() > MOST_LINES;
        lines = cut ? all.subList(0, MOST_LINES) : all;
    }

    /** What people said of it, the oldest first. */
    public List<Opinion> getOpinions() {
        Trace shown = trace;
        if (shown == null) {
            return List.of();
        }
        Map<String, String> names = new HashMap<>();
        shown.spans().forEach(span -> names.put(span.row().spanId(), span.row().name()));
        return feedbacks.on(List.of(shown.traceId())).stream()
                .filter(feedback -> names.containsKey(feedback.spanId()))
                .map(feedback -> new Opinion(feedback, names.getOrDefault(feedback.spanId(), "")))
                .toList();
    }

    public @Nullable Trace getTrace() {
        return trace;
    }

    public @Nullable SpanRow getRoot() {
        return trace == null ? null : trace.root().row();
    }

    public List<Line> getLines() {
        return lines;
    }

    /** Whether there are more spans than are shown. */
    public boolean isCut() {
        return cut;
    }

    /** Marks of the time axis: the start, the quarters and the end. */
    public List<Double> getMarks() {
        double length = lines.stream()
                .map(Line::span)
                .mapToDouble(span -> Duration.between(
                                        lines.get(0).span().row().start(),
                                        span.row().start())
                                .toNanos()
                        + span.row().duration().toNanos())
                .max()
                .orElse(0);
        return List.of(0.0, length / 2e6, length / 1e6);
    }

    public @Nullable String getId() {
        return id;
    }

    public void setId(@Nullable String id) {
        this.id = id;
    }
}
