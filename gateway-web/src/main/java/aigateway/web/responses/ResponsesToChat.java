package aigateway.web.responses;

import static aigateway.call.GatewayException.badRequest;

import aigateway.call.GatewayException;
import aigateway.web.openai.FieldNames;
import aigateway.web.openai.RequestToChat;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A request of OpenAI's Responses as a chat completion.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/responses/create">OpenAI: create a response</a>
 */
final class ResponsesToChat extends RequestToChat {

    /** What has its place in a chat completion, or is repeated in the answer, or changes nothing in it. */
    private static final Set<String> UNDERSTOOD = Set.of(
            "include",
            "input",
            "instructions",
            "max_output_tokens",
            "metadata",
            "model",
            "reasoning",
            "stream",
            "stream_options",
            "text",
            "tool_choice",
            "tools");

    /** What has no place in a chat completion; all else that is not named here is meant for the vendor and travels. */
    private static final Set<String> NOT_IN_CHAT = Set.of(
            "access_programs",
            "client_metadata",
            "context_management",
            "max_tool_calls",
            "store",
            "top_logprobs",
            "truncation");

    /** What needs somebody who remembers: OpenAI does, for requests that reach it as they are. */
    private static final List<String> REMEMBERED = List.of("previous_response_id", "prompt");

    /** With what is refused, and beside those that mean the same in a chat, which is read after it. */
    static final FieldNames FIELDS =
            new FieldNames(UNDERSTOOD).and(NOT_IN_CHAT).and(REMEMBERED).and(List.of("background", "conversation"));

    ResponsesToChat(ObjectNode asked) {
        super(asked);
    }

    /** @throws GatewayException names the field at fault */
    ObjectNode translate() {
        chat.set("model", asked.get("model"));
        InputItems items = new InputItems();
        items.instructions(asked.path("instructions"));
        items.add(asked.path("input"));
        onlyAsIs = items.onlyAsIs();
        holdsThoughts = items.holdThoughts();
        REMEMBERED.stream().filter(this::says).findFirst().ifPresent(this::remembered);
        if (onlyAsIs == null && asked.path("input").isMissingNode()) {
            throw badRequest("The field 'input' is missing.", "input");
        }
        chat.set("messages", items.all(onlyAsIs != null));
        copy("max_output_tokens", "max_completion_tokens");
        if (asked.path("stream").asBoolean()) {
            streamed();
        }
        JsonNode effort = asked.path("reasoning").path("effort");
        if (effort.isTextual()) {
            chat.set("reasoning_effort", effort);
        }
        format(asked.path("text"));
        new ResponseTools(asked, chat, this::drop).translate();
        for (Map.Entry<String, JsonNode> field : asked.properties()) {
            String name = field.getKey();
            if (NOT_IN_CHAT.contains(name)) {
                if (says(name)) {
                    drop(name);
                }
            } else if (!UNDERSTOOD.contains(name) && !REMEMBERED.contains(name)) {
                chat.set(name, field.getValue());
            }
        }
        return chat;
    }

    private void remembered(String name) {
        onlyAsIs = badRequest(
                "The field '" + name + "' needs a memory of responses, which this model's vendor does not have. "
                        + "Send the whole conversation as input.",
                name);
    }

    /** Whether the value asks for anything beyond what happens without it. */
    private boolean says(String name) {
        JsonNode value = asked.path(name);
        return switch (name) {
            case "truncation" -> value.asText("disabled").equals("auto");
            case "top_logprobs" -> value.asInt() > 0;
            default -> !value.isMissingNode()
                    && !value.isNull()
                    && !(value.isBoolean() && !value.booleanValue())
                    && !(value.isTextual() && value.textValue().isEmpty());
        };
    }

    private void format(JsonNode text) {
        JsonNode format = text.path("format");
        switch (format.path("type").asText("text")) {
            case "json_object" -> chat.putObject("response_format").put("type", "json_object");
            case "json_schema" -> {
                ObjectNode schema = ((ObjectNode) format).deepCopy();
                schema.remove("type");
                chat.putObject("response_format").put("type", "json_schema").set("json_schema", schema);
            }
            default -> {}
        }
        if (text.path("verbosity").isTextual()) {
            chat.set("verbosity", text.get("verbosity"));
        }
    }
}
