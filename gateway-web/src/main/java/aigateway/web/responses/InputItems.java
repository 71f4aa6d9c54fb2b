package aigateway.web.responses;

import static aigateway.call.GatewayException.badRequest;

import aigateway.call.GatewayException;
import aigateway.web.json.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The items of a response's input as messages. What the assistant said and the calls it made in one turn are one message.
 * What a model thought is its vendor's alone and does not go to another.
 */
final class InputItems {

    private final ArrayNode messages = Json.emptyArray();

    /** What comes between calls and their results: servers that speak OpenAI's chat want the results right behind the calls. */
    private final ArrayNode waiting = Json.emptyArray();

    private final List<String> unanswered = new ArrayList<>();
    private @Nullable ObjectNode turn;
    private boolean holdThoughts;
    private @Nullable GatewayException onlyAsIs;

    /** What stands in the place of what cannot be said. */
    ArrayNode all(boolean neverEmpty) {
        waitNoMore();
        if (messages.isEmpty() && neverEmpty) {
            messages.addObject().put("role", "user").put("content", "");
        }
        return messages;
    }

    @Nullable
    GatewayException onlyAsIs() {
        return onlyAsIs;
    }

    /** Said as the system's, which older servers know as well as newer ones. */
    void instructions(JsonNode instructions) {
        if (instructions.isTextual()) {
            messages.addObject().put("role", "system").set("content", instructions);
        }
    }

    /** @throws GatewayException names the item at fault */
    void add(JsonNode input) {
        if (input.isTextual()) {
            messages.addObject().put("role", "user").set("content", input);
            return;
        }
        if (!input.isArray() && !input.isMissingNode() && !input.isNull()) {
            throw badRequest("The field 'input' must be a text or a list of items.", "input");
        }
        for (int i = 0; i < input.size(); i++) {
            item(input.get(i), "input[" + i + "]");
        }
    }

    private void item(JsonNode item, String at) {
        switch (item.path("type").asText("message")) {
            case "message" -> message(item, at);
            case "function_call" -> call(item);
            case "function_call_output" -> result(item, at);
            case "reasoning" -> thoughts(item);
            default -> onlyOpenAi("An item of type '" + item.path("type").asText() + "'", at);
        }
    }

    private void message(JsonNode item, String at) {
        switch (item.path("role").asText()) {
            case "system", "developer" -> said("system", item, at);
            case "user" -> said("user", item, at);
            case "assistant" -> assistant(item);
            default -> throw badRequest(
                    "The role of " + at + " must be system, developer, user or assistant.", at + ".role");
        }
    }

    private void said(String role, JsonNode item, String at) {
        turn = null;
        waiting.addObject().put("role", role).set("content", content(item.path("content"), at + ".content"));
        followIfAnswered();
    }

    private void followIfAnswered() {
        if (unanswered.isEmpty()) {
            messages.addAll(waiting);
            waiting.removeAll();
        }
    }

    /** The assistant goes on: results that are missing are not waited for. */
    private void waitNoMore() {
        unanswered.clear();
        followIfAnswered();
    }

    private JsonNode content(JsonNode content, String at) {
        if (!content.isArray()) {
            return content;
        }
        InputParts parts = new InputParts(content);
        JsonNode said = parts.translate();
        JsonNode strange = parts.strange();
        if (strange != null) {
            onlyOpenAi("A part of type '" + strange.path("type").asText() + "'", at);
        }
        return said;
    }

    private void assistant(JsonNode item) {
        StringBuilder text = new StringBuilder(item.path("content").asText(""));
        for (JsonNode part : item.path("content")) {
            text.append(part.path("text").asText(part.path("refusal").asText("")));
        }
        ObjectNode message = turn();
        String before = message.path("content").asText("");
        message.put("content", before.isEmpty() ? text.toString() : before + '\n' + text);
    }

    private void thoughts(JsonNode item) {
        ArrayNode signed = SignedThoughts.read(item.path("encrypted_content").asText(""));
        if (!signed.isEmpty()) {
            ObjectNode message = turn();
            message.withArray("thinking_blocks").addAll(signed);
            if (!message.has("content")) {
                message.put("content", "");
            }
            holdThoughts = true;
        }
    }

    /** Whether anything of it is a model's own signed thought. */
    boolean holdThoughts() {
        return holdThoughts;
    }

    private void call(JsonNode item) {
        ObjectNode message = turn();
        if (message.path("content").asText("").isEmpty()) {
            message.putNull("content");
        }
        ObjectNode call = message.withArray("tool_calls").addObject();
        call.set("id", item.path("call_id"));
        unanswered.add(item.path("call_id").asText());
        ObjectNode function = call.put("type", "function").putObject("function");
        function.set("name", item.path("name"));
        function.put("arguments", item.path("arguments").asText("{}"));
    }

    private ObjectNode turn() {
        ObjectNode current = turn;
        if (current == null) {
            waitNoMore();
            current = messages.addObject().put("role", "assistant");
            turn = current;
        }
        return current;
    }

    /** Tools answer a chat completion in text alone; pictures among it follow as the user's. */
    private void result(JsonNode item, String at) {
        turn = null;
        ObjectNode message = messages.addObject().put("role", "tool");
        message.set("tool_call_id", item.path("call_id"));
        unanswered.remove(item.path("call_id").asText());
        JsonNode output = content(item.path("output"), at + ".output");
        if (!output.isArray()) {
            message.put("content", output.isTextual() ? output.textValue() : output.toString());
            followIfAnswered();
            return;
        }
        StringBuilder text = new StringBuilder();
        ArrayNode shown = Json.emptyArray();
        for (JsonNode part : output) {
            if (part.has("text")) {
                text.append(text.isEmpty() ? "" : "\n").append(part.path("text").asText());
            } else {
                shown.add(part);
            }
        }
        message.put("content", text.toString());
        if (!shown.isEmpty()) {
            waiting.addObject().put("role", "user").set("content", shown);
        }
        followIfAnswered();
    }

    private void onlyOpenAi(String what, String at) {
        if (onlyAsIs == null) {
            onlyAsIs = badRequest(what + " in " + at + " can be sent to OpenAI's own models only.", at);
        }
    }
}
