package aigateway.web.chat;

import aigateway.web.json.Json;
import aigateway.web.openai.AnswerStream;
import aigateway.web.sse.Bytes;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;

/** A whole answer as a stream that says everything at once, for a client that has been promised one. */
final class AtOnce {

    private AtOnce() {}

    /**
     * All that a client hears of it, in its own dialect.
     *
     * @param whole a chat completion
     */
    static byte[] said(AnswerStream client, byte[] whole) {
        byte[] said = Bytes.joined(client.read(events(whole)), client.rest());
        String error = client.error();
        return error == null ? said : Bytes.joined(said, client.broken(error));
    }

    /** @param whole a chat completion */
    static byte[] events(byte[] whole) {
        ObjectNode chunk = Json.object(whole);
        chunk.put("object", "chat.completion.chunk");
        JsonNode usage = chunk.remove("usage");
        for (JsonNode choice : chunk.path("choices")) {
            if (choice instanceof ObjectNode told) {
                JsonNode message = told.remove("message");
                told.set("delta", message == null ? Json.emptyObject() : message);
                number(told.path("delta").path("tool_calls"));
            }
        }
        StringBuilder events = new StringBuilder();
        event(events, chunk);
        if (usage != null && usage.isObject()) {
            chunk.set("choices", Json.emptyArray());
            chunk.set("usage", usage);
            event(events, chunk);
        }
        return events.append("data: [DONE]\n\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    /** In a stream each call says which it is. */
    private static void number(JsonNode calls) {
        if (calls instanceof ArrayNode list) {
            for (int i = 0; i < list.size(); i++) {
                if (list.get(i) instanceof ObjectNode call) {
                    call.put("index", i);
                }
            }
        }
    }

    private static void event(StringBuilder events, ObjectNode chunk) {
        events.append("data: ")
                .append(new String(Json.bytes(chunk), StandardCharsets.UTF_8))
                .append("\n\n");
    }
}
