package aigateway.telemetry;

import java.util.List;
import java.util.Map;

/**
 * A span with all there is to it.
 *
 * @param attributes by name: texts, numbers, booleans and lists; what is derived from input and output among them
 */
public record SpanView(SpanRow row, Map<String, Object> attributes, List<SpanEvent> events) {

    /** A text attribute, or the empty text. */
    public String text(String name) {
        return attributes.get(name) instanceof String text ? text : "";
    }
}
