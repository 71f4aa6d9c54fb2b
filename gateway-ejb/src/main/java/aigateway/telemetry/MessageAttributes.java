package aigateway.telemetry;

import aigateway.telemetry.Message.Part;
import aigateway.telemetry.Message.ToolCall;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A conversation in all the names that backends know it by. Derived when a trace is read or exported: on the way there
 * it is kept once, as the input and output of its span.
 *
 * @param attributes {@code gen_ai.input.messages} and its like, {@code gen_ai.prompt.0.role} and its like
 * @param events {@code gen_ai.user.message} and its like, in the order of the messages
 * @see <a href="https://github.com/open-telemetry/semantic-conventions/blob/v1.41.0/docs/gen-ai/gen-ai-spans.md">GenAI
 *     spans</a>
 */
public record MessageAttributes(Map<String, String> attributes, List<Event> events) {

    public static final String INPUT = "tfy.input";
    public static final String OUTPUT = "tfy.output";
    public static final String SHORT_INPUT = StoredAttributes.SHORT_INPUT;
    public static final String INPUT_MESSAGES = "gen_ai.input.messages";
    public static final String OUTPUT_MESSAGES = "gen_ai.output.messages";
    public static final String SYSTEM_INSTRUCTIONS = "gen_ai.system_instructions";
    public static final String TOOL_DEFINITIONS = "gen_ai.tool.definitions";
    public static final String PROMPT = "gen_ai.prompt.";
    public static final String COMPLETION = "gen_ai.completion.";

    /** Attributes for single messages are given up to here; the lists have all. */
    private static final int MOST_INDEXED = 256;

    static final int LONGEST_SHORT_INPUT = 200;

    public record Event(String name, Map<String, String> attributes) {}

    public static MessageAttributes of(Conversation conversation) {
        Map<String, String> attributes = new LinkedHashMap<>();
        List<Event> events = new ArrayList<>();
        String words = conversation.shortInput(LONGEST_SHORT_INPUT);
        if (words != null) {
            attributes.put(SHORT_INPUT, words);
        }
        if (!conversation.input().isEmpty()) {
            attributes.put(INPUT_MESSAGES, GenAiJson.input(conversation.input()));
        }
        if (!conversation.output().isEmpty()) {
            attributes.put(OUTPUT_MESSAGES, GenAiJson.output(conversation.output()));
        }
        List<Message> system = conversation.input().stream()
                .filter(MessageAttributes::instructs)
                .toList();
        if (!system.isEmpty()) {
            attributes.put(SYSTEM_INSTRUCTIONS, GenAiJson.instructions(system));
        }
        if (!conversation.tools().isEmpty()) {
            attributes.put(TOOL_DEFINITIONS, GenAiJson.tools(conversation.tools()));
        }
        for (int i = 0; i < Math.min(MOST_INDEXED, conversation.input().size()); i++) {
            Message message = conversation.input().get(i);
            attributes.put(PROMPT + i + ".role", message.role());
            attributes.put(PROMPT + i + ".content", GenAiJson.content(message));
            events.add(event(message));
        }
        for (int i = 0; i < Math.min(MOST_INDEXED, conversation.output().size()); i++) {
            completion(attributes, COMPLETION + i, conversation.output().get(i));
        }
        return new MessageAttributes(attributes, events);
    }

    private static boolean instructs(Message message) {
        return message.role().equals("system") || message.role().equals("developer");
    }

    private static void completion(Map<String, String> attributes, String prefix, Message message) {
        attributes.put(prefix + ".role", message.role());
        attributes.put(prefix + ".content", GenAiJson.content(message));
        String reason = message.finishReason();
        if (reason != null) {
            attributes.put(prefix + ".finish_reason", reason);
        }
        for (int j = 0; j < Math.min(MOST_INDEXED, message.toolCalls().size()); j++) {
            ToolCall call = message.toolCalls().get(j);
            String tool = prefix + ".tool_calls." + j;
            attributes.put(tool + ".name", call.name());
            String id = call.id();
            if (id != null) {
                attributes.put(tool + ".id", id);
            }
            attributes.put(tool + ".arguments", call.arguments());
        }
    }

    private static Event event(Message message) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("role", message.role());
        if (message.parts().stream().anyMatch(part -> part.kind() != Part.Kind.REASONING)) {
            attributes.put("content", GenAiJson.content(message));
        }
        if (!message.toolCalls().isEmpty()) {
            attributes.put("tool_calls", GenAiJson.toolCalls(message.toolCalls()));
        }
        String answered = message.toolCallId();
        if (answered != null) {
            attributes.put("id", answered);
        }
        String kind =
                switch (message.role()) {
                    case "system", "developer" -> "system";
                    case "user", "assistant", "tool" -> message.role();
                    default -> "unknown";
                };
        return new Event("gen_ai." + kind + ".message", attributes);
    }
}
