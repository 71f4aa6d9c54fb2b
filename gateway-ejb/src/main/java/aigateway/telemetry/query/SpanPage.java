package aigateway.telemetry.query;

import aigateway.telemetry.SpanView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some spans, and where to go on. A page may be short, or empty, before the end: what was looked through or read for it
 * is bounded.
 *
 * @param next null at the end
 * @param previous null at the beginning
 */
public record SpanPage(List<SpanView> spans, @Nullable String next, @Nullable String previous) {

    public SpanPage {
        spans = List.copyOf(spans);
    }
}
