package aigateway.web.openai;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One choice of a streamed answer as it is put together again from its pieces. */
final class StreamedChoice {

    static final class ToolCall {
        @Nullable
        String id;

        @Nullable
        String name;

        final StringBuilder arguments = new StringBuilder();
    }

    final StringBuilder text = new StringBuilder();
    private final TreeMap<Integer, ToolCall> toolCalls = new TreeMap<>();

    @Nullable
    String finishReason;

    ToolCall toolCall(int index) {
        return toolCalls.computeIfAbsent(index, any -> new ToolCall());
    }

    /** In the shape of a choice that was not streamed. */
    void write(JsonGenerator json, int index) throws IOException {
        json.writeStartObject();
        json.writeNumberField("index", index);
        json.writeObjectFieldStart("message");
        json.writeStringField("role", "assistant");
        json.writeStringField("content", text.toString());
        if (!toolCalls.isEmpty()) {
            json.writeArrayFieldStart("tool_calls");
            for (ToolCall call : toolCalls.values()) {
                json.writeStartObject();
                json.writeStringField("id", call.id);
                json.writeStringField("type", "function");
                json.writeObjectFieldStart("function");
                json.writeStringField("name", call.name);
                json.writeStringField("arguments", call.arguments.toString());
                json.writeEndObject();
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        json.writeEndObject();
        json.writeStringField("finish_reason", finishReason);
        json.writeEndObject();
    }
}
