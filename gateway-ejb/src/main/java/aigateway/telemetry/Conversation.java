package aigateway.telemetry;

import aigateway.telemetry.Message.Part;
import aigateway.telemetry.Message.ToolCall;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was said in a call: {@code tfy.input} and {@code tfy.output} of a chat completion, read as far as they go. What
 * is not a chat completion has no messages.
 *
 * @param tools the definitions offered to the model, as the client wrote them
 */
public record Conversation(List<Message> input, List<Message> output, List<JsonNode> tools) {

    /** A request with more has been refused, or its text was cut before. */
    private static final int MOST_MESSAGES = 4_000;

    private static final Conversation NONE = new Conversation(List.of(), List.of(), List.of());

    public Conversation {
        input = List.copyOf(input);
        output = List.copyOf(output);
        tools = List.copyOf(tools);
    }

    /** @param input JSON, cut or empty at worst, as is the output */
    public static Conversation read(String input, String output) {
        JsonNode request = PartialJson.read(input);
        List<Message> asked = new ArrayList<>();
        for (JsonNode message : request.path("messages")) {
            if (asked.size() < MOST_MESSAGES && message.isObject()) {
                asked.add(message(message, null));
            }
        }
        List<Message> answered = new ArrayList<>();
        for (JsonNode choice : PartialJson.read(output).path("choices")) {
            JsonNode message = choice.path("message");
            if (answered.size() < MOST_MESSAGES && message.isObject()) {
                answered.add(message(message, text(choice, "finish_reason")));
            }
        }
        List<JsonNode> tools = new ArrayList<>();
        request.path("tools").forEach(tools::add);
        return new Conversation(asked, answered, tools);
    }

    /** What a span's attributes tell: the gateway's own input and output, or what an application says in other names. */
    public static Conversation of(Map<String, Object> attributes) {
        Conversation own = attributes.get(MessageAttributes.INPUT) instanceof String input
                ? read(input, String.valueOf(attributes.getOrDefault(MessageAttributes.OUTPUT, "")))
                : NONE;
        return own.isEmpty() ? ToldConversation.of(attributes) : own;
    }

    public boolean isEmpty() {
        return input.isEmpty() && output.isEmpty();
    }

    /** The last words of a user, at most so many characters; null when there are none. */
    public @Nullable String shortInput(int limit) {
        for (int i = input.size() - 1; i >= 0; i--) {
            String text =
                    input.get(i).role().equals("user") ? input.get(i).text().strip() : "";
            if (!text.isEmpty()) {
                return SpanValues.text(text, limit);
            }
        }
        return null;
    }

    private static Message message(JsonNode message, @Nullable String finishReason) {
        List<Part> parts = new ArrayList<>();
        String told = text(message, "reasoning_content");
        String reasoning = told == null ? text(message, "reasoning") : told;
        if (reasoning != null) {
            parts.add(new Part(Part.Kind.REASONING, reasoning, null, null));
        }
        JsonNode content = message.path("content");
        if (content.isTextual()) {
            parts.add(Part.text(content.textValue()));
        }
        for (JsonNode part : content) {
            parts.add(part(part));
        }
        String refusal = text(message, "refusal");
        if (refusal != null) {
            parts.add(new Part(Part.Kind.REFUSAL, refusal, null, null));
        }
        List<ToolCall> calls = new ArrayList<>();
        for (JsonNode call : message.path("tool_calls")) {
            JsonNode function = call.path("function");
            calls.add(new ToolCall(
                    text(call, "id"),
                    function.path("name").asText(),
                    function.path("arguments").asText()));
        }
        return new Message(
                message.path("role").asText("unknown"),
                text(message, "name"),
                parts,
                calls,
                text(message, "tool_call_id"),
                finishReason);
    }

    static Part part(JsonNode part) {
        switch (part.path("type").asText()) {
            case "text" -> {
                return Part.text(part.path("text").asText());
            }
            case "refusal" -> {
                return new Part(Part.Kind.REFUSAL, part.path("refusal").asText(), null, null);
            }
            case "image_url" -> {
                return media(part.path("image_url").path("url").asText(), "image");
            }
            case "input_audio" -> {
                JsonNode audio = part.path("input_audio");
                String format = audio.path("format").asText("wav");
                return new Part(Part.Kind.BLOB, audio.path("data").asText(), "audio", "audio/" + format);
            }
            case "file" -> {
                JsonNode file = part.path("file");
                return file.has("file_id")
                        ? new Part(Part.Kind.FILE, file.path("file_id").asText(), "file", null)
                        : media(file.path("file_data").asText(), "file");
            }
            default -> {
                return Part.text(part.isTextual() ? part.textValue() : part.toString());
            }
        }
    }

    /** An address, or {@code data:image/png;base64,…} taken apart. */
    private static Part media(String address, String modality) {
        int comma = address.indexOf(";base64,");
        return address.startsWith("data:") && comma > 0
                ? new Part(Part.Kind.BLOB, address.substring(comma + 8), modality, address.substring(5, comma))
                : new Part(Part.Kind.URI, address, modality, null);
    }

    private static @Nullable String text(JsonNode node, String name) {
        JsonNode value = node.path(name);
        return value.isTextual() ? value.textValue() : null;
    }
}
