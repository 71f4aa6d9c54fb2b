package aigateway.telemetry;

import aigateway.telemetry.Message.Part;
import aigateway.telemetry.Message.ToolCall;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What was said in a call that an application told of itself: lists of messages as OpenTelemetry names them now, in JSON or
 * as lists, or an attribute for each part of each message, as Traceloop and others have named them before.
 *
 * @see MessageAttributes for the way back
 */
final class ToldConversation {

    private static final int MOST_MESSAGES = 4_000;
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Of seven digits at most: applications choose the numbers, and only those that are there are looked at. */
    private static final Pattern INDEXED = Pattern.compile("(\\d{1,7})\\.(.+)");

    private static final Pattern TOOL_CALL = Pattern.compile("tool_calls\\.(\\d{1,7})\\.(id|name|arguments)");

    private ToldConversation() {}

    /** Empty when there is none. */
    static Conversation of(Map<String, Object> attributes) {
        List<Message> input = list(attributes, MessageAttributes.INPUT_MESSAGES);
        List<Message> output = list(attributes, MessageAttributes.OUTPUT_MESSAGES);
        if (input.isEmpty()) {
            input = indexed(attributes, MessageAttributes.PROMPT);
        }
        if (output.isEmpty()) {
            output = indexed(attributes, MessageAttributes.COMPLETION);
        }
        JsonNode instructions = json(attributes, MessageAttributes.SYSTEM_INSTRUCTIONS);
        if (instructions.isArray()
                && input.stream().noneMatch(message -> message.role().equals("system"))) {
            List<Message> all = new ArrayList<>(List.of(message("system", instructions, null, null)));
            all.addAll(input);
            input = all;
        }
        List<JsonNode> tools = new ArrayList<>();
        json(attributes, MessageAttributes.TOOL_DEFINITIONS).forEach(tools::add);
        return new Conversation(input, output, tools);
    }

    private static List<Message> list(Map<String, Object> attributes, String name) {
        List<Message> messages = new ArrayList<>();
        for (JsonNode message : json(attributes, name)) {
            if (messages.size() < MOST_MESSAGES && message.isObject()) {
                messages.add(message(
                        message.path("role").asText("unknown"),
                        message.path("parts"),
                        text(message, "name"),
                        text(message, "finish_reason")));
            }
        }
        return messages;
    }

    private static Message message(String role, JsonNode parts, @Nullable String name, @Nullable String reason) {
        List<Part> said = new ArrayList<>();
        List<ToolCall> calls = new ArrayList<>();
        String answers = null;
        for (JsonNode part : parts) {
            switch (part.path("type").asText()) {
                case "tool_call" -> calls.add(
                        new ToolCall(text(part, "id"), part.path("name").asText(), plain(part.path("arguments"))));
                case "tool_call_response" -> {
                    answers = text(part, "id");
                    said.add(Part.text(plain(part.has("response") ? part.path("response") : part.path("result"))));
                }
                case "reasoning" -> said.add(media(Part.Kind.REASONING, part, "content"));
                case "blob" -> said.add(media(Part.Kind.BLOB, part, "content"));
                case "uri" -> said.add(media(Part.Kind.URI, part, "uri"));
                case "file" -> said.add(media(Part.Kind.FILE, part, "file_id"));
                default -> said.add(Part.text(part.has("content") ? plain(part.path("content")) : plain(part)));
            }
        }
        return new Message(role, name, said, calls, answers, reason);
    }

    private static Part media(Part.Kind kind, JsonNode part, String content) {
        return new Part(kind, plain(part.path(content)), text(part, "modality"), text(part, "mime_type"));
    }

    /** Messages by their numbers, each with what is told of it. */
    private static List<Message> indexed(Map<String, Object> attributes, String prefix) {
        SortedMap<Integer, Map<String, String>> byNumber = new TreeMap<>();
        attributes.forEach((name, value) -> {
            Matcher part = INDEXED.matcher(name.startsWith(prefix) ? name.substring(prefix.length()) : "");
            if (part.matches() && value != null) {
                byNumber.computeIfAbsent(Integer.valueOf(part.group(1)), number -> new TreeMap<>())
                        .put(part.group(2), value.toString());
            }
        });
        return byNumber.values().stream()
                .limit(MOST_MESSAGES)
                .map(ToldConversation::indexedMessage)
                .toList();
    }

    private static Message indexedMessage(Map<String, String> told) {
        SortedMap<Integer, Map<String, String>> calls = new TreeMap<>();
        told.forEach((name, value) -> {
            Matcher call = TOOL_CALL.matcher(name);
            if (call.matches()) {
                calls.computeIfAbsent(Integer.valueOf(call.group(1)), number -> new TreeMap<>())
                        .put(call.group(2), value);
            }
        });
        String content = told.getOrDefault("content", "");
        // Where there was more than a text, its parts were told as JSON.
        JsonNode parts = content.startsWith("[") ? PartialJson.read(content) : PartialJson.read("");
        List<Part> said = new ArrayList<>();
        if (parts.isArray() && !parts.isEmpty() && parts.path(0).isObject()) {
            parts.forEach(part -> said.add(Conversation.part(part)));
        } else if (!content.isEmpty()) {
            said.add(Part.text(content));
        }
        return new Message(
                told.getOrDefault("role", "unknown"),
                told.get("name"),
                said,
                calls.values().stream()
                        .map(call -> new ToolCall(
                                call.get("id"), call.getOrDefault("name", ""), call.getOrDefault("arguments", "")))
                        .toList(),
                told.get("tool_call_id"),
                told.get("finish_reason"));
    }

    private static JsonNode json(Map<String, Object> attributes, String name) {
        Object value = attributes.get(name);
        return value instanceof List<?> list
                ? JSON.valueToTree(list)
                : PartialJson.read(value instanceof String text ? text : "");
    }

    private static String plain(JsonNode node) {
        return node.isValueNode() ? node.asText() : node.isMissingNode() ? "" : node.toString();
    }

    private static @Nullable String text(JsonNode node, String name) {
        JsonNode value = node.path(name);
        return value.isTextual() ? value.textValue() : null;
    }
}
