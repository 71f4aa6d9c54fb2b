package aigateway.telemetry;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One message of a conversation.
 *
 * @param role {@code system}, {@code user}, {@code assistant}, {@code tool}, or another the client wrote
 * @param toolCallId the call that a tool's message answers
 * @param finishReason as the model said it; null on input
 */
public record Message(
        String role,
        @Nullable String name,
        List<Part> parts,
        List<ToolCall> toolCalls,
        @Nullable String toolCallId,
        @Nullable String finishReason) {

    public Message {
        parts = List.copyOf(parts);
        toolCalls = List.copyOf(toolCalls);
    }

    /** The texts of the message, one below the other. */
    public String text() {
        return String.join(
                "\n",
                parts.stream()
                        .filter(part -> part.kind() == Part.Kind.TEXT)
                        .map(Part::content)
                        .toList());
    }

    /** @param arguments JSON, as the model wrote it */
    public record ToolCall(@Nullable String id, String name, String arguments) {}

    /**
     * A piece of a message.
     *
     * @param content a text, an address, base64 or a file's id, as the kind says
     * @param modality {@code image}, {@code audio}, {@code video}; null for texts
     */
    public record Part(Kind kind, String content, @Nullable String modality, @Nullable String mimeType) {

        public enum Kind {
            TEXT,
            REASONING,
            REFUSAL,
            URI,
            BLOB,
            FILE
        }

        static Part text(String content) {
            return new Part(Kind.TEXT, content, null, null);
        }
    }
}
