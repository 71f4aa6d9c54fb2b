package aigateway.admin.traces;

import aigateway.telemetry.SpanEvent;
import aigateway.telemetry.SpanRow;
import aigateway.telemetry.SpanView;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A span as JSON for reading. */
final class RawSpan {

    private static final ObjectWriter JSON = new ObjectMapper().writerWithDefaultPrettyPrinter();

    private RawSpan() {}

    static String of(SpanView span) {
        SpanRow row = span.row();
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("traceId", row.traceId());
        json.put("spanId", row.spanId());
        json.put("parentSpanId", row.parentId());
        json.put("name", row.name());
        json.put("kind", row.kind());
        json.put("startTime", row.start().toString());
        json.put("durationMs", row.durationMillis());
        json.put("status", row.status());
        json.put("statusMessage", row.statusMessage());
        json.put("service", row.service());
        json.put("scope", row.scope());
        json.put("attributes", span.attributes());
        json.put("events", span.events().stream().map(RawSpan::event).toList());
        try {
            return JSON.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Attributes come from JSON and go back to it", e);
        }
    }

    private static Map<String, Object> event(SpanEvent event) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", event.name());
        json.put("time", event.time().toString());
        json.put("attributes", event.attributes());
        return json;
    }
}
