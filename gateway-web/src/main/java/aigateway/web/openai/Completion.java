package aigateway.web.openai;

import aigateway.call.Usage;
import aigateway.web.json.Json;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A whole chat completion, to be said in OpenAI's shape.
 *
 * @param created seconds since 1970
 * @param usage null when the vendor told nothing
 */
public record Completion(
        @Nullable String id, @Nullable String model, long created, List<Choice> choices, @Nullable Usage usage) {

    /**
     * @param text null: none, as in an answer that only calls tools
     * @param reasoning what the model thought, where it tells
     * @param extensions fields of the message that OpenAI does not have
     */
    public record Choice(
            @Nullable String text,
            @Nullable String reasoning,
            Map<String, JsonNode> extensions,
            List<ToolCall> toolCalls,
            String finishReason) {}

    /** @param arguments JSON */
    public record ToolCall(String id, String name, String arguments) {}

    public byte[] toJson() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        try (JsonGenerator json = Json.FACTORY.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("id", id == null ? "" : id);
            json.writeStringField("object", "chat.completion");
            json.writeNumberField("created", created);
            json.writeStringField("model", model == null ? "" : model);
            json.writeArrayFieldStart("choices");
            for (int i = 0; i < choices.size(); i++) {
                write(json, i, choices.get(i));
            }
            json.writeEndArray();
            if (usage != null && usage.isTold()) {
                json.writeFieldName("usage");
                UsageWriter.write(json, usage);
            }
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static void write(JsonGenerator json, int index, Choice choice) throws IOException {
        json.writeStartObject();
        json.writeNumberField("index", index);
        json.writeObjectFieldStart("message");
        json.writeStringField("role", "assistant");
        json.writeStringField("content", choice.text());
        json.writeNullField("refusal");
        if (choice.reasoning() != null) {
            json.writeStringField("reasoning_content", choice.reasoning());
        }
        for (Map.Entry<String, JsonNode> extension : choice.extensions().entrySet()) {
            json.writeFieldName(extension.getKey());
            Json.write(json, extension.getValue());
        }
        if (!choice.toolCalls().isEmpty()) {
            json.writeArrayFieldStart("tool_calls");
            for (ToolCall call : choice.toolCalls()) {
                json.writeStartObject();
                json.writeStringField("id", call.id());
                json.writeStringField("type", "function");
                json.writeObjectFieldStart("function");
                json.writeStringField("name", call.name());
                json.writeStringField("arguments", call.arguments());
                json.writeEndObject();
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        json.writeEndObject();
        json.writeStringField("finish_reason", choice.finishReason());
        json.writeNullField("logprobs");
        json.writeEndObject();
    }
}
