package aigateway.web.bedrock;

import aigateway.web.anthropic.CallIds;
import aigateway.web.anthropic.Sampling;
import aigateway.web.json.Json;
import aigateway.web.openai.ChatFields;
import aigateway.web.openai.ToolNames;
import aigateway.web.openai.Translated;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * OpenAI's chat completion request as Bedrock's Converse. Model and streaming are said in the address. Fields that are
 * meant for the model and that Converse does not have go to it untouched.
 *
 * @see <a href="https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html">Bedrock: Converse</a>
 */
public final class ChatToConverse {

    private static final Set<String> UNDERSTOOD = Set.of(
            "max_completion_tokens",
            "max_tokens",
            "messages",
            "model",
            "reasoning_effort",
            "response_format",
            "stop",
            "stream",
            "temperature",
            "tool_choice",
            "tools",
            "top_p");

    /** Converse's own fields, which a request may bring along. */
    private static final Set<String> OWN = Set.of(
            "additionalModelRequestFields",
            "additionalModelResponseFieldPaths",
            "guardrailConfig",
            "performanceConfig",
            "promptVariables",
            "requestMetadata",
            "serviceTier");

    /** What Bedrock takes for the name of a tool. Others take longer ones, or dots in them. */
    private static final Pattern TOOL_NAME = Pattern.compile("[a-zA-Z0-9_-]{1,64}");

    private static final int LONGEST_TOOL_NAME = 64;

    /** What Bedrock takes for the id of a call. */
    private static final Pattern CALL_ID = Pattern.compile("[a-zA-Z0-9_.:-]{1,64}");

    private final ObjectNode chat;
    private final String model;
    private final boolean isClaude;
    private final ToolNames names = new ToolNames(TOOL_NAME, LONGEST_TOOL_NAME);
    private final ObjectNode body = Json.emptyObject();
    private final List<String> dropped = new ArrayList<>();

    private ChatToConverse(ObjectNode chat) {
        this.chat = chat;
        this.model = chat.path("model").asText();
        this.isClaude = Reasoning.isClaude(model);
    }

    /** @throws aigateway.call.GatewayException it cannot be said to Bedrock; names the field */
    public static Translated translate(ObjectNode chat) {
        return new ChatToConverse(chat).translate();
    }

    private Translated translate() {
        ConverseMessages messages = new ConverseMessages(
                names, isClaude ? CallIds.OF_CLAUDE : CALL_ID, message -> Reasoning.goingBack(message, model));
        JsonNode asked = chat.path("messages");
        for (int i = 0; i < asked.size(); i++) {
            messages.add(asked.get(i), "messages[" + i + "]");
        }
        if (!messages.system().isEmpty()) {
            body.set("system", messages.system());
        }
        body.set("messages", messages.all());
        inference();
        tools(messages.toolNames());
        format();
        Reasoning.ask(chat, body, dropped);
        Translated said = Translated.of(chat, body, UNDERSTOOD, dropped);
        forTheModel(said.body());
        return said.with(names);
    }

    private void inference() {
        ObjectNode config = Json.emptyObject();
        JsonNode most = ChatFields.maxTokens(chat);
        if (most.isNumber()) {
            config.set("maxTokens", most);
        }
        if (chat.path("temperature").isNumber()) {
            config.set("temperature", chat.get("temperature"));
        }
        if (chat.path("top_p").isNumber()) {
            config.set("topP", chat.get("top_p"));
        }
        ArrayNode stop = isClaude ? Sampling.stop(chat) : ChatFields.stop(chat);
        if (!stop.isEmpty()) {
            config.set("stopSequences", stop);
        }
        if (!config.isEmpty()) {
            body.set("inferenceConfig", config);
        }
    }

    /** @param used names of tools the conversation has used: Bedrock refuses it without their being defined */
    private void tools(Set<String> used) {
        ArrayNode tools = Json.emptyArray();
        JsonNode choice = chat.path("tool_choice");
        boolean none = choice.asText("").equals("none");
        if (!none) {
            for (JsonNode tool : chat.path("tools")) {
                if (tool.path("type").asText().equals("function")) {
                    JsonNode function = tool.path("function");
                    tools.add(tool(
                            names.forVendor(function.path("name").asText()),
                            function.path("description").asText(""),
                            function.path("parameters")));
                } else {
                    dropped.add("tools." + tool.path("type").asText());
                }
            }
        }
        if (tools.isEmpty()) {
            // With no tool to be chosen there is no word for "none": what was used before is all there is.
            used.forEach(name -> tools.add(tool(name, "", Json.emptyObject())));
        }
        if (tools.isEmpty()) {
            return;
        }
        ObjectNode config = body.putObject("toolConfig");
        config.set("tools", tools);
        JsonNode named = choice.path("function").path("name");
        if (named.isTextual()) {
            config.putObject("toolChoice").putObject("tool").put("name", names.forVendor(named.textValue()));
        } else if (choice.asText("").equals("required")) {
            config.putObject("toolChoice").putObject("any");
        } else if (choice.asText("").equals("auto")) {
            config.putObject("toolChoice").putObject("auto");
        } else if (choice.isObject()) {
            dropped.add("tool_choice");
        }
    }

    private static ObjectNode tool(String name, String description, JsonNode schema) {
        ObjectNode tool = Json.emptyObject();
        ObjectNode spec = tool.putObject("toolSpec").put("name", name);
        if (!description.isEmpty()) {
            spec.put("description", description);
        }
        ObjectNode input = spec.putObject("inputSchema");
        if (schema.isObject() && !schema.isEmpty()) {
            input.set("json", schema);
        } else {
            input.putObject("json").put("type", "object").putObject("properties");
        }
        return tool;
    }

    private void format() {
        JsonNode format = chat.path("response_format");
        switch (format.path("type").asText("text")) {
            case "text" -> {}
            case "json_schema" -> {
                JsonNode schema = format.path("json_schema");
                body.putObject("outputConfig")
                        .putObject("textFormat")
                        .put("type", "json_schema")
                        .putObject("structure")
                        .putObject("jsonSchema")
                        .put("name", schema.path("name").asText("answer"))
                        .put("schema", schema.path("schema").toString());
            }
            default -> dropped.add("response_format");
        }
    }

    private static void forTheModel(ObjectNode body) {
        ObjectNode more =
                body.get("additionalModelRequestFields") instanceof ObjectNode given ? given : Json.emptyObject();
        Set<String> said = Set.of("system", "messages", "inferenceConfig", "toolConfig", "outputConfig");
        List<String> others = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : body.properties()) {
            if (!said.contains(field.getKey()) && !OWN.contains(field.getKey())) {
                more.set(field.getKey(), field.getValue());
                others.add(field.getKey());
            }
        }
        body.remove(others);
        if (!more.isEmpty()) {
            body.set("additionalModelRequestFields", more);
        }
    }
}
