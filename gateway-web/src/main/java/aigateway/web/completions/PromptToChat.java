package aigateway.web.completions;

import static aigateway.call.GatewayException.badRequest;

import aigateway.call.GatewayException;
import aigateway.web.json.Json;
import aigateway.web.openai.FieldNames;
import aigateway.web.openai.RequestToChat;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;

/**
 * A request for the completion of a prompt as a chat of one message.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/completions">OpenAI: completions</a>
 */
final class PromptToChat extends RequestToChat {

    /** What a chat has nothing for, with what it is when nothing is asked. */
    private static final Map<String, JsonNode> NOT_IN_CHAT = Map.of(
            "best_of", Json.tree(1),
            "echo", Json.tree(false));

    /** Said elsewhere, or a number of likely tokens, which a chat tells in another shape. */
    private static final Set<String> NOT_COPIED =
            Set.of("prompt", "suffix", "logprobs", "max_tokens", "stream", "stream_options");

    /** Beside those that mean the same in a chat, which is read after it. */
    static final FieldNames FIELDS = new FieldNames(NOT_COPIED).and(NOT_IN_CHAT.keySet());

    PromptToChat(ObjectNode asked) {
        super(asked);
    }

    /** @throws GatewayException names the field at fault */
    ObjectNode translate() {
        chat.set("model", asked.get("model"));
        chat.putArray("messages").addObject().put("role", "user").put("content", prompt(asked.path("prompt")));
        if (!asked.path("suffix").asText("").isEmpty() && !asked.path("suffix").isNull()) {
            onlyAsIs = notInChat("A text that ends with a given one", "suffix");
        }
        for (Map.Entry<String, JsonNode> field : asked.properties()) {
            String name = field.getKey();
            JsonNode plain = NOT_IN_CHAT.get(name);
            if (plain != null) {
                if (!field.getValue().isNull() && !field.getValue().equals(plain)) {
                    drop(name);
                }
            } else if (!NOT_COPIED.contains(name) && !field.getValue().isNull()) {
                chat.set(name, field.getValue());
            }
        }
        if (asked.path("logprobs").isNumber()) {
            drop("logprobs");
        }
        copy("max_tokens", "max_completion_tokens");
        if (asked.path("stream").asBoolean()) {
            streamed();
        }
        return chat;
    }

    private String prompt(JsonNode prompt) {
        if (prompt.isTextual()) {
            return prompt.textValue();
        }
        if (!prompt.isArray() || prompt.isEmpty()) {
            throw badRequest("The field 'prompt' must be a text.", "prompt");
        }
        if (prompt.size() == 1 && prompt.get(0).isTextual()) {
            return prompt.get(0).textValue();
        }
        onlyAsIs = notInChat(prompt.get(0).isTextual() ? "More than one prompt" : "A prompt of tokens", "prompt");
        return prompt.toString();
    }

    private static GatewayException notInChat(String what, String field) {
        return badRequest(
                what + " can be sent only to models that complete prompts, whose model_types hold completion.", field);
    }
}
