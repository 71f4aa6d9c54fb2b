package aigateway.web.spans;

import aigateway.telemetry.SpanEvent;
import aigateway.telemetry.SpanRow;
import aigateway.telemetry.SpanView;
import aigateway.telemetry.query.SpanPage;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Spans as the query's answer shows them. Written piece by piece: a page may hold megabytes. */
final class SpanJson {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String SUBJECT = "tfy.request.created_by_subject";

    private SpanJson() {}

    static byte[] page(SpanPage page, int limit) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeArrayFieldStart("data");
            for (SpanView span : page.spans()) {
                span(json, span);
            }
            json.writeEndArray();
            json.writeObjectFieldStart("pagination");
            json.writeNumberField("limit", limit);
            json.writeStringField("nextPageToken", page.next());
            json.writeStringField("previousPageToken", page.previous());
            json.writeEndObject();
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static void span(JsonGenerator json, SpanView span) throws IOException {
        SpanRow row = span.row();
        json.writeStartObject();
        json.writeStringField("spanId", row.spanId());
        json.writeStringField("traceId", row.traceId());
        json.writeStringField("parentSpanId", row.parentId() == null ? "" : row.parentId());
        json.writeStringField("serviceName", row.service());
        json.writeStringField("spanName", row.name());
        json.writeStringField("spanKind", row.kind());
        json.writeStringField("scopeName", row.scope());
        json.writeStringField("scopeVersion", row.scopeVersion());
        json.writeStringField("timestamp", row.start().toString());
        json.writeNumberField("durationNs", row.duration().toNanos());
        json.writeStringField("statusCode", row.status());
        json.writeStringField("statusMessage", row.statusMessage() == null ? "" : row.statusMessage());
        json.writePOJOField("spanAttributes", span.attributes());
        json.writeArrayFieldStart("events");
        for (SpanEvent event : span.events()) {
            json.writeStartObject();
            json.writeStringField("name", event.name());
            json.writeStringField("timestamp", event.time().toString());
            json.writePOJOField("attributes", event.attributes());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeFieldName("createdBySubject");
        subject(json, span);
        json.writeArrayFieldStart("feedbacks");
        json.writeEndArray();
        json.writeEndObject();
    }

    /** As the request's own span says it; steps have only what the row says. */
    private static void subject(JsonGenerator json, SpanView span) throws IOException {
        try {
            JsonNode said = JSON.readTree(span.text(SUBJECT));
            if (said != null && said.isObject()) {
                json.writeTree(said);
                return;
            }
        } catch (JsonProcessingException e) {
            // Told by the row, then.
        }
        SpanRow row = span.row();
        if (row.subjectType() == null) {
            json.writeNull();
            return;
        }
        json.writeStartObject();
        json.writeStringField("subjectType", row.subjectType());
        json.writeStringField("subjectSlug", row.subjectSlug());
        json.writeEndObject();
    }
}
