package aigateway.web.spans;

import aigateway.feedback.Feedback;
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
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Spans as the query's answer shows them. Written piece by piece: a page may hold megabytes. */
final class SpanJson {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String SUBJECT = "tfy.request.created_by_subject";

    private SpanJson() {}

    static byte[] page(SpanPage page, List<Feedback> feedbacks, int limit) {
        Map<String, List<Feedback>> bySpan =
                feedbacks.stream().collect(Collectors.groupingBy(each -> each.traceId() + each.spanId()));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeArrayFieldStart("data");
            for (SpanView span : page.spans()) {
                SpanRow row = span.row();
                span(json, span, bySpan.getOrDefault(row.traceId() + row.spanId(), List.of()));
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

    private static void span(JsonGenerator json, SpanView span, List<Feedback> feedbacks) throws IOException {
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
        for (Feedback feedback : feedbacks) {
            feedback(json, feedback);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void feedback(JsonGenerator json, Feedback feedback) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", feedback.id());
        json.writeNumberField("rating", feedback.rating());
        json.writeStringField("comment", feedback.comment());
        json.writeFieldName("metadata");
        json.writeTree(JSON.readTree(feedback.metadata() == null ? "{}" : feedback.metadata()));
        json.writeObjectFieldStart("createdBySubject");
        json.writeStringField("subjectType", feedback.subjectType());
        json.writeStringField("subjectSlug", feedback.subjectSlug());
        json.writeEndObject();
        json.writeStringField("createdAt", feedback.createdAt().toString());
        json.writeStringField("updatedAt", feedback.updatedAt().toString());
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
