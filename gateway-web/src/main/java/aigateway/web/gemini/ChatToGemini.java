package aigateway.web.gemini;

import aigateway.web.json.Json;
import aigateway.web.openai.ChatFields;
import aigateway.web.openai.ToolNames;
import aigateway.web.openai.Translated;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * OpenAI's chat completion request as Gemini's {@code generateContent}. Model and streaming are said in the address.
 *
 * @see <a href="https://ai.google.dev/api/generate-content">Gemini API reference</a>
 */
public final class ChatToGemini {

    private static final Set<String> UNDERSTOOD = Set.of(
            "frequency_penalty",
            "max_completion_tokens",
            "max_tokens",
            "messages",
            "model",
            "n",
            "presence_penalty",
            "reasoning_effort",
            "response_format",
            "seed",
            "stop",
            "stream",
            "temperature",
            "tool_choice",
            "tools",
            "top_p");

    private static final int LONGEST_TOOL_NAME = 64;
    private static final Pattern TOOL_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.:-]{0,63}");

    private final ObjectNode chat;
    private final String model;
    private final ToolNames names = new ToolNames(TOOL_NAME, LONGEST_TOOL_NAME);
    private final ObjectNode body = Json.emptyObject();
    private final ObjectNode config = Json.emptyObject();
    private final List<String> dropped = new ArrayList<>();

    private ChatToGemini(ObjectNode chat) {
        this.chat = chat;
        this.model = chat.path("model").asText();
    }

    /** @throws aigateway.call.GatewayException it cannot be said to Gemini; names the field */
    public static Translated translate(ObjectNode chat) {
        return new ChatToGemini(chat).translate();
    }

    private Translated translate() {
        Contents contents = new Contents(model, names);
        JsonNode messages = chat.path("messages");
        for (int i = 0; i < messages.size(); i++) {
            contents.add(messages.get(i), "messages[" + i + "]");
        }
        if (!contents.system().isEmpty()) {
            body.putObject("systemInstruction").set("parts", contents.system());
        }
        if (contents.all().isEmpty()) {
            // Instructions alone are no conversation to Gemini.
            contents.all()
                    .addObject()
                    .put("role", "user")
                    .putArray("parts")
                    .addObject()
                    .put("text", ".");
        }
        body.set("contents", contents.all());
        // Models before 3 either call or keep to a format.
        boolean either = hasFormat() && GeminiVersion.isBefore3(model);
        boolean calls = tools(either && chat.path("tool_choice").asText().equals("none"));
        if (calls) {
            toolChoice();
        }
        copy("max_tokens", "maxOutputTokens");
        copy("max_completion_tokens", "maxOutputTokens");
        copy("temperature", "temperature");
        copy("top_p", "topP");
        copy("seed", "seed");
        copy("presence_penalty", "presencePenalty");
        copy("frequency_penalty", "frequencyPenalty");
        copy("n", "candidateCount");
        copy("top_k", "topK");
        chat.remove("top_k");
        ArrayNode stop = ChatFields.stop(chat);
        if (!stop.isEmpty()) {
            config.set("stopSequences", stop);
        }
        if (calls && either) {
            dropped.add("response_format");
        } else {
            format();
        }
        if (chat.path("reasoning_effort").isTextual()
                && !ThinkingConfig.set(
                        config, model, chat.path("reasoning_effort").asText())) {
            dropped.add("reasoning_effort");
        }
        if (!config.isEmpty()) {
            body.set("generationConfig", config);
        }
        return Translated.of(chat, body, UNDERSTOOD, dropped).with(names);
    }

    private void copy(String from, String to) {
        if (chat.hasNonNull(from)) {
            config.set(to, chat.get(from));
        }
    }

    private boolean hasFormat() {
        return !chat.path("response_format").path("type").asText("text").equals("text");
    }

    private void format() {
        JsonNode format = chat.path("response_format");
        switch (format.path("type").asText("text")) {
            case "json_object" -> config.put("responseMimeType", "application/json");
            case "json_schema" -> {
                config.put("responseMimeType", "application/json");
                config.set(
                        "responseSchema", Schema.of(format.path("json_schema").path("schema")));
            }
            default -> {}
        }
    }

    /**
     * @param ofGoogleOnly no functions
     * @return whether there are functions among them
     */
    private boolean tools(boolean ofGoogleOnly) {
        ArrayNode functions = Json.emptyArray();
        ArrayNode own = Json.emptyArray();
        for (JsonNode tool : chat.path("tools")) {
            if (!tool.path("type").asText().equals("function")) {
                own.add(tool);
                continue;
            }
            if (ofGoogleOnly) {
                continue;
            }
            JsonNode function = tool.path("function");
            ObjectNode said = functions.addObject();
            said.put("name", names.forVendor(function.path("name").asText()));
            if (function.path("description").isTextual()) {
                said.set("description", function.get("description"));
            }
            // An object without properties is refused; a function without parameters is not.
            ObjectNode parameters = Schema.ofParameters(function.path("parameters"));
            if (!parameters.path("properties").isEmpty()) {
                said.set("parameters", parameters);
            }
        }
        if (!functions.isEmpty()) {
            own.addObject().set("functionDeclarations", functions);
        }
        if (!own.isEmpty()) {
            body.set("tools", own);
        }
        return !functions.isEmpty();
    }

    private void toolChoice() {
        JsonNode choice = chat.path("tool_choice");
        JsonNode name = choice.path("function").path("name");
        String mode =
                switch (choice.asText(name.isTextual() ? "required" : "")) {
                    case "auto" -> "AUTO";
                    case "required", "any" -> "ANY";
                    case "none" -> "NONE";
                    default -> name.isTextual() ? "ANY" : "";
                };
        if (mode.isEmpty()) {
            if (choice.isObject()) {
                dropped.add("tool_choice");
            }
            return;
        }
        ObjectNode calling =
                body.putObject("toolConfig").putObject("functionCallingConfig").put("mode", mode);
        if (name.isTextual()) {
            calling.putArray("allowedFunctionNames").add(names.forVendor(name.textValue()));
        }
    }
}
