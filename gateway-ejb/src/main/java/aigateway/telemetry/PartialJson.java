package aigateway.telemetry;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Reads JSON up to where it was cut: recorded content has a limit, and what came before it is still worth reading. */
final class PartialJson {

    private static final JsonFactory JSON = new JsonFactory();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int DEEPEST = 200;

    private PartialJson() {}

    /** @return null when the text is not one whole object or array */
    static @Nullable JsonNode whole(String text) {
        Reading reading = new Reading();
        return reading.read(text) ? reading.root : null;
    }

    /** @return missing when there is no object or array at all */
    static JsonNode read(String text) {
        Reading reading = new Reading();
        reading.read(text);
        return reading.root;
    }

    private static final class Reading {
        private final Deque<ContainerNode<?>> open = new ArrayDeque<>();
        private JsonNode root = MissingNode.getInstance();

        /** @return whether it was read to its end */
        boolean read(String text) {
            try (JsonParser parser = JSON.createParser(text)) {
                for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                    if (token.isStructEnd()) {
                        open.pop();
                        if (open.isEmpty()) {
                            return parser.nextToken() == null;
                        }
                    } else if (token.isStructStart()) {
                        begin(parser, token);
                        if (open.size() > DEEPEST) {
                            return false;
                        }
                    } else if (token.isScalarValue()) {
                        if (open.isEmpty()) {
                            return false;
                        }
                        add(open.element(), parser, scalar(parser, token));
                    }
                }
                return false;
            } catch (IOException e) {
                return false;
            }
        }

        private void begin(JsonParser parser, JsonToken token) throws IOException {
            ContainerNode<?> node = token == JsonToken.START_OBJECT ? NODES.objectNode() : NODES.arrayNode();
            if (open.isEmpty()) {
                root = node;
            } else {
                add(open.element(), parser, node);
            }
            open.push(node);
        }
    }

    private static void add(ContainerNode<?> parent, JsonParser parser, JsonNode value) throws IOException {
        if (parent instanceof ObjectNode object) {
            String name = value.isContainerNode()
                    ? parser.getParsingContext().getParent().getCurrentName()
                    : parser.currentName();
            object.set(name, value);
        } else if (parent instanceof ArrayNode array) {
            array.add(value);
        }
    }

    private static JsonNode scalar(JsonParser parser, JsonToken token) throws IOException {
        return switch (token) {
            case VALUE_STRING -> NODES.textNode(parser.getText());
            case VALUE_NUMBER_INT -> NODES.numberNode(parser.getBigIntegerValue());
            case VALUE_NUMBER_FLOAT -> NODES.numberNode(parser.getDecimalValue());
            case VALUE_TRUE, VALUE_FALSE -> NODES.booleanNode(token == JsonToken.VALUE_TRUE);
            default -> NODES.nullNode();
        };
    }
}
