package aigateway.web.openai;

import aigateway.web.json.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Fields of a chat completion request that may be written in more than one way. */
public final class ChatFields {

    private ChatFields() {}

    /** The bound of the answer, under its newer name or its older one; missing where there is none. */
    public static JsonNode maxTokens(ObjectNode chat) {
        JsonNode most = chat.path("max_completion_tokens");
        return most.isNumber() ? most : chat.path("max_tokens");
    }

    /** The sequences that end the answer, one or many; empty where there are none. */
    public static ArrayNode stop(ObjectNode chat) {
        ArrayNode sequences = Json.emptyArray();
        JsonNode stop = chat.path("stop");
        if (stop.isTextual()) {
            sequences.add(stop);
        }
        stop.forEach(sequences::add);
        return sequences;
    }
}
