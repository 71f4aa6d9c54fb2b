package aigateway.web.gemini;

import static aigateway.call.GatewayException.badRequest;

import aigateway.web.json.Json;
import aigateway.web.openai.RequestToChat;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** A request of Gemini's as OpenAI's chat completion. */
final class GeminiToChat extends RequestToChat {

    static final Set<String> UNDERSTOOD =
            Set.of("model", "contents", "systemInstruction", "tools", "toolConfig", "generationConfig");

    static final Set<String> CONFIG_UNDERSTOOD = Set.of(
            "maxOutputTokens",
            "temperature",
            "topP",
            "seed",
            "presencePenalty",
            "frequencyPenalty",
            "candidateCount",
            "stopSequences",
            "responseMimeType",
            "responseSchema",
            "responseJsonSchema",
            "thinkingConfig");

    /** @param asked has each field by its one name */
    GeminiToChat(ObjectNode asked) {
        super(asked);
    }

    /** @throws aigateway.call.GatewayException names the field at fault */
    ObjectNode translate(String model, boolean stream) {
        if (!asked.path("contents").isArray()) {
            throw badRequest("The field 'contents' must be an array.", "contents");
        }
        chat.put("model", model);
        ContentMessages messages = new ContentMessages();
        messages.system(asked.path("systemInstruction"));
        JsonNode contents = asked.path("contents");
        for (int i = 0; i < contents.size(); i++) {
            messages.content(contents.get(i), "contents[" + i + "]");
        }
        onlyAsIs = messages.onlyAsIs();
        chat.set("messages", messages.all());
        if (stream) {
            streamed();
        }
        config(asked.path("generationConfig"));
        tools();
        asked.fieldNames().forEachRemaining(name -> {
            if (!UNDERSTOOD.contains(name)) {
                drop(name);
            }
        });
        return chat;
    }

    private void config(JsonNode config) {
        copy(config, "maxOutputTokens", "max_completion_tokens");
        copy(config, "temperature", "temperature");
        copy(config, "topP", "top_p");
        copy(config, "seed", "seed");
        copy(config, "presencePenalty", "presence_penalty");
        copy(config, "frequencyPenalty", "frequency_penalty");
        copy(config, "candidateCount", "n");
        if (!config.path("stopSequences").isEmpty()) {
            copy(config, "stopSequences", "stop");
        }
        JsonNode schema =
                config.has("responseJsonSchema") ? config.get("responseJsonSchema") : config.path("responseSchema");
        if (schema.isObject()) {
            chat.putObject("response_format")
                    .put("type", "json_schema")
                    .putObject("json_schema")
                    .put("name", "answer")
                    .set("schema", JsonSchema.of(schema));
        } else if (config.path("responseMimeType").asText().equals("application/json")) {
            chat.putObject("response_format").put("type", "json_object");
        }
        JsonNode thinking = config.path("thinkingConfig");
        if (thinking.path("thinkingLevel").isTextual()) {
            chat.put(
                    "reasoning_effort",
                    thinking.get("thinkingLevel").textValue().toLowerCase(java.util.Locale.ROOT));
        } else if (thinking.path("thinkingBudget").isNumber()
                && thinking.get("thinkingBudget").asLong() > 0) {
            long budget = thinking.get("thinkingBudget").asLong();
            chat.put("reasoning_effort", budget <= 1024 ? "low" : budget <= 8192 ? "medium" : "high");
        }
        config.fieldNames().forEachRemaining(name -> {
            if (!CONFIG_UNDERSTOOD.contains(name)) {
                drop("generationConfig." + name);
            }
        });
    }

    private void copy(JsonNode config, String from, String to) {
        if (config.hasNonNull(from)) {
            chat.set(to, config.get(from));
        }
    }

    private void tools() {
        ArrayNode tools = Json.emptyArray();
        for (JsonNode tool : asked.path("tools")) {
            for (JsonNode declared : tool.path("functionDeclarations")) {
                ObjectNode function = tools.addObject().put("type", "function").putObject("function");
                function.set("name", declared.path("name"));
                if (declared.path("description").isTextual()) {
                    function.set("description", declared.get("description"));
                }
                JsonNode schema = declared.has("parametersJsonSchema")
                        ? declared.get("parametersJsonSchema")
                        : declared.path("parameters");
                if (schema.isObject()) {
                    function.set("parameters", JsonSchema.of(schema));
                }
            }
            tool.fieldNames().forEachRemaining(name -> {
                if (!name.equals("functionDeclarations")) {
                    // Run by Google itself: nobody else has it.
                    drop("tools." + name);
                }
            });
        }
        if (tools.isEmpty()) {
            return;
        }
        chat.set("tools", tools);
        JsonNode calling = asked.path("toolConfig").path("functionCallingConfig");
        JsonNode allowed = calling.path("allowedFunctionNames");
        switch (calling.path("mode").asText()) {
            case "NONE" -> chat.put("tool_choice", "none");
            case "ANY" -> {
                if (allowed.size() == 1) {
                    chat.putObject("tool_choice")
                            .put("type", "function")
                            .putObject("function")
                            .set("name", allowed.get(0));
                } else {
                    chat.put("tool_choice", "required");
                }
            }
            case "AUTO" -> chat.put("tool_choice", "auto");
            default -> {}
        }
    }
}
