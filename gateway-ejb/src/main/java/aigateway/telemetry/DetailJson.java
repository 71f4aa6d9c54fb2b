package aigateway.telemetry;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Attributes and events as the database keeps them: JSON, with the types JSON has. */
final class DetailJson {

    /** H2 takes a little over a million characters; each limit is tried until the text fits. */
    private static final int LARGEST_TEXT = 1_000_000;

    private static final int[] LIMITS = {270_000, 32_000, 1_000, 50};
    private static final int MOST_ATTRIBUTES = 1_000;
    private static final int MOST_EVENTS = 1_000;
    private static final int DEEPEST = 32;

    private static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(2 * LARGEST_TEXT)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_LONG_FOR_INTS);

    private DetailJson() {}

    private interface Writer {
        void write(JsonGenerator out, int limit) throws IOException;
    }

    static String attributes(List<KeyValue> attributes) {
        return fitting((out, limit) -> object(out, attributes, limit, 0));
    }

    static String events(List<Span.Event> events) {
        if (events.isEmpty()) {
            return "[]";
        }
        return fitting((out, limit) -> {
            out.writeStartArray();
            for (Span.Event event : events.subList(0, Math.min(MOST_EVENTS, events.size()))) {
                out.writeStartObject();
                out.writeStringField("name", event.getName());
                out.writeNumberField("time", event.getTimeUnixNano());
                out.writeFieldName("attributes");
                object(out, event.getAttributesList(), limit, 0);
                out.writeEndObject();
            }
            out.writeEndArray();
        });
    }

    static Map<String, Object> attributes(@Nullable String json) {
        return json == null ? Map.of() : read(json, new TypeReference<>() {});
    }

    static List<SpanEvent> events(@Nullable String json) {
        if (json == null || json.equals("[]")) {
            return List.of();
        }
        List<SpanEvent> events = new ArrayList<>();
        for (EventRow row : read(json, new TypeReference<List<EventRow>>() {})) {
            events.add(new SpanEvent(row.name(), Position.Nanos.instant(row.time()), row.attributes()));
        }
        return events;
    }

    private record EventRow(String name, long time, Map<String, Object> attributes) {}

    private static <T> T read(String json, TypeReference<T> type) {
        try {
            return MAPPER.readValue(json, type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String fitting(Writer writer) {
        String text = "";
        for (int limit : LIMITS) {
            StringWriter target = new StringWriter(512);
            try (JsonGenerator out = MAPPER.createGenerator(target)) {
                writer.write(out, limit);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            text = target.toString();
            if (text.length() <= LARGEST_TEXT) {
                return text;
            }
        }
        return text.startsWith("[") ? "[]" : "{}";
    }

    private static void object(JsonGenerator out, List<KeyValue> members, int limit, int depth) throws IOException {
        out.writeStartObject();
        for (KeyValue member : members.subList(0, Math.min(MOST_ATTRIBUTES, members.size()))) {
            out.writeFieldName(member.getKey());
            value(out, member.getValue(), limit, depth);
        }
        out.writeEndObject();
    }

    private static void value(JsonGenerator out, AnyValue value, int limit, int depth) throws IOException {
        switch (value.getValueCase()) {
            case STRING_VALUE -> out.writeString(cut(value.getStringValue(), limit));
            case BOOL_VALUE -> out.writeBoolean(value.getBoolValue());
            case INT_VALUE -> out.writeNumber(value.getIntValue());
            case DOUBLE_VALUE -> out.writeNumber(value.getDoubleValue());
            case BYTES_VALUE -> out.writeBinary(value.getBytesValue()
                    .substring(0, Math.min(limit, value.getBytesValue().size()))
                    .toByteArray());
            case ARRAY_VALUE -> {
                out.writeStartArray();
                for (AnyValue element : depth < DEEPEST ? value.getArrayValue().getValuesList() : List.<AnyValue>of()) {
                    value(out, element, limit, depth + 1);
                }
                out.writeEndArray();
            }
            case KVLIST_VALUE -> object(
                    out, depth < DEEPEST ? value.getKvlistValue().getValuesList() : List.of(), limit, depth + 1);
            default -> out.writeNull();
        }
    }

    static String cut(String text, int limit) {
        if (text.length() <= limit) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(limit - 1)) ? limit - 1 : limit;
        return text.substring(0, end);
    }
}
