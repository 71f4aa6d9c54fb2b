package aigateway.web.gemini;

import aigateway.web.openai.FieldNames;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a client of Google's says, message by message. Google takes each field by two names, {@code systemInstruction} and
 * {@code system_instruction}, and its own examples mix them; here it is read by the first. Names that are the client's own,
 * in arguments, results, labels and the like, stay as they are.
 *
 * @see <a href="https://protobuf.dev/programming-guides/json/">ProtoJSON</a>
 */
enum ProtoMessage {
    COUNT_TOKENS(Set.of()),
    GENERATE_CONTENT(GeminiToChat.UNDERSTOOD),
    EMBED_CONTENT(EmbedContentRequest.UNDERSTOOD),
    CONTENT(Set.of()),
    PART(Set.of()),
    TOOL(Set.of()),
    FUNCTION_DECLARATION(Set.of()),
    TOOL_CONFIG(Set.of()),
    GENERATION_CONFIG(GeminiToChat.CONFIG_UNDERSTOOD),
    SCHEMA(Set.of()),

    /** Schemas by names that are the client's. */
    SCHEMAS(Set.of()),

    /** Nothing in its fields is read by a name of Google's. */
    LEAF(Set.of());

    private final FieldNames actedOn;

    ProtoMessage(Set<String> actedOn) {
        this.actedOn = new FieldNames(actedOn);
    }

    /**
     * Gives every field of a message, or of each in a list, the one name by which it is read.
     *
     * @throws aigateway.call.GatewayException a bad request: a field stands there by both of its names, or by none of them
     *     but for its case
     */
    void read(JsonNode said) {
        if (said.isArray()) {
            said.forEach(this::read);
        } else if (said instanceof ObjectNode message) {
            if (this != SCHEMAS) {
                named(message);
            }
            for (Map.Entry<String, JsonNode> field : message.properties()) {
                ProtoMessage inner = in(field.getKey());
                if (inner != null) {
                    inner.read(field.getValue());
                }
            }
        }
    }

    private void named(ObjectNode message) {
        boolean otherwise = false;
        for (Map.Entry<String, JsonNode> field : message.properties()) {
            String name = name(field.getKey());
            actedOn.mustBeExact(field.getKey(), name);
            otherwise |= !name.equals(field.getKey());
        }
        if (otherwise) {
            Map<String, JsonNode> read = new LinkedHashMap<>();
            for (Map.Entry<String, JsonNode> field : message.properties()) {
                String name = name(field.getKey());
                boolean beside = !name.equals(field.getKey()) && message.has(name);
                if (beside || read.put(name, field.getValue()) != null) {
                    throw FieldNames.twice(field.getKey(), name);
                }
            }
            message.removeAll();
            message.setAll(read);
        }
    }

    /** What protobuf makes of a name. One that begins with an underscore ({@code _responseJsonSchema}) is another already. */
    private static String name(String field) {
        if (field.indexOf('_') <= 0) {
            return field;
        }
        StringBuilder name = new StringBuilder(field.length());
        boolean begins = false;
        for (int i = 0; i < field.length(); i++) {
            char letter = field.charAt(i);
            if (letter != '_') {
                name.append(begins && letter >= 'a' && letter <= 'z' ? (char) (letter - 'a' + 'A') : letter);
            }
            begins = letter == '_';
        }
        return name.toString();
    }

    /** What stands in a field; null for a value, and for what has the client's own names in it. */
    private @Nullable ProtoMessage in(String field) {
        return switch (this) {
            case COUNT_TOKENS -> field.equals("generateContentRequest") ? GENERATE_CONTENT : null;
            case GENERATE_CONTENT -> inRequest(field);
            case EMBED_CONTENT -> switch (field) {
                case "requests" -> EMBED_CONTENT;
                case "content" -> CONTENT;
                default -> null;
            };
            case CONTENT -> field.equals("parts") ? PART : null;
            case PART -> switch (field) {
                case "inlineData", "fileData", "functionCall", "functionResponse" -> LEAF;
                default -> null;
            };
            case TOOL -> field.equals("functionDeclarations") ? FUNCTION_DECLARATION : null;
            case FUNCTION_DECLARATION -> field.equals("parameters") || field.equals("response") ? SCHEMA : null;
            case TOOL_CONFIG -> field.equals("functionCallingConfig") ? LEAF : null;
            case GENERATION_CONFIG -> switch (field) {
                case "responseSchema" -> SCHEMA;
                case "thinkingConfig" -> LEAF;
                default -> null;
            };
            case SCHEMA -> switch (field) {
                case "items", "anyOf" -> SCHEMA;
                case "properties", "defs", "$defs" -> SCHEMAS;
                default -> null;
            };
            case SCHEMAS -> SCHEMA;
            case LEAF -> null;
        };
    }

    private static @Nullable ProtoMessage inRequest(String field) {
        return switch (field) {
            case "contents", "systemInstruction" -> CONTENT;
            case "tools" -> TOOL;
            case "toolConfig" -> TOOL_CONFIG;
            case "generationConfig" -> GENERATION_CONFIG;
            default -> null;
        };
    }
}
