package aigateway.telemetry;

import aigateway.telemetry.Message.Part;
import aigateway.telemetry.Message.ToolCall;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Messages as OpenTelemetry's schemas have them: each a role and parts. */
final class GenAiJson {

    private static final ObjectMapper MAPPER = new ObjectMapper(new JsonFactory());

    private GenAiJson() {}

    /** Writes one text of JSON. */
    private interface Writer {
        void write(JsonGenerator out) throws IOException;
    }

    static String input(List<Message> messages) {
        return array(out -> {
            for (Message message : messages) {
                message(out, message, null);
            }
        });
    }

    static String output(List<Message> messages) {
        return array(out -> {
            for (Message message : messages) {
                String reason = message.finishReason();
                message(out, message, reason == null ? "unknown" : reason);
            }
        });
    }

    static String instructions(List<Message> messages) {
        return array(out -> {
            for (Message message : messages) {
                for (Part part : message.parts()) {
                    part(out, part);
                }
            }
        });
    }

    /** OpenAI nests a function's name; the schema does not. */
    static String tools(List<JsonNode> tools) {
        return array(out -> {
            for (JsonNode tool : tools) {
                JsonNode function = tool.path("function");
                JsonNode flat = function.isObject() ? function : tool;
                String type = tool.path("type").asText("function");
                out.writeStartObject();
                out.writeStringField("type", type);
                out.writeStringField("name", flat.path("name").asText(type));
                for (String optional : List.of("description", "parameters")) {
                    JsonNode value = flat.get(optional);
                    if (value != null && !value.isNull()) {
                        out.writeFieldName(optional);
                        MAPPER.writeTree(out, value);
                    }
                }
                out.writeEndObject();
            }
        });
    }

    /** A message's text; where there is more to it than text, its parts. */
    static String content(Message message) {
        boolean plain = message.parts().stream()
                .allMatch(part -> part.kind() == Part.Kind.TEXT || part.kind() == Part.Kind.REASONING);
        return plain
                ? message.text()
                : array(out -> {
                    for (Part part : message.parts()) {
                        part(out, part);
                    }
                });
    }

    /** As OpenAI writes them. */
    static String toolCalls(List<ToolCall> calls) {
        return array(out -> {
            for (ToolCall call : calls) {
                out.writeStartObject();
                optional(out, "id", call.id());
                out.writeStringField("type", "function");
                out.writeObjectFieldStart("function");
                out.writeStringField("name", call.name());
                out.writeStringField("arguments", call.arguments());
                out.writeEndObject();
                out.writeEndObject();
            }
        });
    }

    private static void message(JsonGenerator out, Message message, @Nullable String finishReason) throws IOException {
        out.writeStartObject();
        out.writeStringField("role", message.role());
        out.writeArrayFieldStart("parts");
        if (message.role().equals("tool")) {
            out.writeStartObject();
            out.writeStringField("type", "tool_call_response");
            optional(out, "id", message.toolCallId());
            out.writeStringField("response", content(message));
            out.writeEndObject();
        } else {
            for (Part part : message.parts()) {
                part(out, part);
            }
        }
        for (ToolCall call : message.toolCalls()) {
            out.writeStartObject();
            out.writeStringField("type", "tool_call");
            optional(out, "id", call.id());
            out.writeStringField("name", call.name());
            out.writeFieldName("arguments");
            arguments(out, call.arguments());
            out.writeEndObject();
        }
        out.writeEndArray();
        optional(out, "name", message.name());
        optional(out, "finish_reason", "tool_calls".equals(finishReason) ? "tool_call" : finishReason);
        out.writeEndObject();
    }

    private static void part(JsonGenerator out, Part part) throws IOException {
        String modality = part.modality() == null ? "file" : part.modality();
        out.writeStartObject();
        switch (part.kind()) {
            case TEXT -> typed(out, "text", "content", part);
            case REASONING -> typed(out, "reasoning", "content", part);
            case REFUSAL -> typed(out, "refusal", "content", part);
            case URI -> {
                typed(out, "uri", "uri", part);
                out.writeStringField("modality", modality);
            }
            case BLOB -> {
                typed(out, "blob", "content", part);
                out.writeStringField("modality", modality);
                optional(out, "mime_type", part.mimeType());
            }
            case FILE -> {
                typed(out, "file", "file_id", part);
                out.writeStringField("modality", modality);
            }
        }
        out.writeEndObject();
    }

    private static void typed(JsonGenerator out, String type, String field, Part part) throws IOException {
        out.writeStringField("type", type);
        out.writeStringField(field, part.content());
    }

    /** The object that the arguments are; as a text when the model wrote something else. */
    private static void arguments(JsonGenerator out, String arguments) throws IOException {
        JsonNode parsed = PartialJson.whole(arguments);
        if (parsed == null) {
            out.writeString(arguments);
        } else {
            MAPPER.writeTree(out, parsed);
        }
    }

    private static void optional(JsonGenerator out, String name, @Nullable String value) throws IOException {
        if (value != null) {
            out.writeStringField(name, value);
        }
    }

    private static String array(Writer writer) {
        StringWriter text = new StringWriter(256);
        try (JsonGenerator out = MAPPER.createGenerator(text)) {
            out.writeStartArray();
            writer.write(out);
            out.writeEndArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
