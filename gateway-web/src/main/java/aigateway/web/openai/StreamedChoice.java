package aigateway.web.openai;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One choice of a streamed answer as it is put together again from its pieces. */
final class StreamedChoice {

    static final class ToolCall {
        private String id = "";
        private String name = "";
        private final StringBuilder arguments = new StringBuilder();

        private void addFunction(JsonParser parser, KeptText kept) throws IOException {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String part = parser.currentName();
                if (parser.nextToken() != JsonToken.VALUE_STRING) {
                    parser.skipChildren();
                } else if (part.equals("name")) {
                    name = parser.getText();
                } else if (part.equals("arguments")) {
                    kept.append(arguments, parser);
                }
            }
        }

        /** Some servers repeat the name, or make up an id for each piece: the first that is told stays. */
        private void add(String pieceId, ToolCall piece, KeptText kept) {
            id = id.isEmpty() ? pieceId : id;
            if (name.isEmpty()) {
                name = piece.name;
                kept.count(name);
            }
            arguments.append(piece.arguments);
        }
    }

    final StringBuilder text = new StringBuilder();
    private final StringBuilder refusal = new StringBuilder();
    private final StringBuilder reasoning = new StringBuilder();

    /** Which of its names the reasoning has here: some servers tell it twice. */
    private @Nullable String reasoningField;

    private final TreeMap<Integer, ToolCall> toolCalls = new TreeMap<>();
    private final CallIndexes indexes = new CallIndexes();

    @Nullable
    String finishReason;

    /** A piece, which the parser stands on, of what is no text of the answer: it counts as output whatever it is. */
    void addOther(String field, JsonParser parser, KeptText kept) throws IOException {
        boolean reasons = field.equals("reasoning_content") || field.equals("reasoning");
        reasoningField = reasoningField == null && reasons ? field : reasoningField;
        if (field.equals(reasoningField)) {
            kept.appendThought(reasoning, parser);
        } else if (reasons) {
            // The same under its other name.
            return;
        } else if (field.equals("refusal")) {
            kept.append(refusal, parser);
        } else {
            kept.count(parser);
        }
    }

    /** Pieces of calls follow, of one chunk. */
    void nextChunk() {
        indexes.nextChunk();
    }

    /** A piece of a call, which the parser stands on. One without an index is the only one. */
    void addToolCall(JsonParser parser, KeptText kept) throws IOException {
        int index = 0;
        String id = "";
        ToolCall piece = new ToolCall();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            JsonToken value = parser.nextToken();
            if (field.equals("index") && value == JsonToken.VALUE_NUMBER_INT) {
                index = parser.getIntValue();
            } else if (field.equals("id") && value == JsonToken.VALUE_STRING) {
                id = parser.getText();
            } else if (field.equals("function") && value == JsonToken.START_OBJECT) {
                piece.addFunction(parser, kept);
            } else {
                parser.skipChildren();
            }
        }
        int call = indexes.of(index, id, piece.name, piece.arguments.toString());
        toolCalls.computeIfAbsent(call, any -> new ToolCall()).add(id, piece, kept);
    }

    /** In the shape of a choice that was not streamed. */
    void write(JsonGenerator json, int index) throws IOException {
        json.writeStartObject();
        json.writeNumberField("index", index);
        json.writeObjectFieldStart("message");
        json.writeStringField("role", "assistant");
        boolean saysOther = !refusal.isEmpty() || !toolCalls.isEmpty();
        json.writeStringField("content", text.isEmpty() && saysOther ? null : text.toString());
        if (!refusal.isEmpty()) {
            json.writeStringField("refusal", refusal.toString());
        }
        if (!reasoning.isEmpty()) {
            json.writeStringField("reasoning_content", reasoning.toString());
        }
        if (!toolCalls.isEmpty()) {
            json.writeArrayFieldStart("tool_calls");
            for (ToolCall call : toolCalls.values()) {
                json.writeStartObject();
                json.writeStringField("id", call.id.isEmpty() ? null : call.id);
                json.writeStringField("type", "function");
                json.writeObjectFieldStart("function");
                json.writeStringField("name", call.name.isEmpty() ? null : call.name);
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
