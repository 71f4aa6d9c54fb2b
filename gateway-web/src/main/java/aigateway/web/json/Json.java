package aigateway.web.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The one JSON factory of the data plane: strings as long as a body may be, depth bounded. */
public final class Json {

    /** Levels of a body that are read; deeper ones are refused. */
    public static final int MAX_DEPTH = 500;

    public static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(64 << 20)
                    .build())
            .build();

    private static final ObjectMapper TREES = new ObjectMapper(FACTORY);
    private static final ObjectReader ANY = TREES.reader();
    private static final ObjectReader UNAMBIGUOUS = ANY.with(StreamReadFeature.STRICT_DUPLICATE_DETECTION);

    /** Slower, and a number is written again as it was, with all of its digits. */
    private static final ObjectReader EXACT = ANY.with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .without(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES);

    private Json() {}

    public static byte[] quoted(String text) {
        byte[] escaped = JsonStringEncoder.getInstance().quoteAsUTF8(text);
        byte[] result = new byte[escaped.length + 2];
        result[0] = '"';
        System.arraycopy(escaped, 0, result, 1, escaped.length);
        result[result.length - 1] = '"';
        return result;
    }

    /** @throws UncheckedIOException no JSON, or no object */
    public static ObjectNode object(byte[] json) {
        return object(json, 0, json.length);
    }

    /** @throws UncheckedIOException no JSON, or no object */
    public static ObjectNode object(byte[] json, int from, int length) {
        return object(ANY, json, from, length);
    }

    /**
     * The same, of what is to be passed on: no number loses a digit.
     *
     * @throws UncheckedIOException no JSON, or no object
     */
    public static ObjectNode exact(byte[] json) {
        return object(EXACT, json, 0, json.length);
    }

    /**
     * The same, of an object in which nothing stands twice: which of two values counts is for each reader to decide.
     *
     * @throws UncheckedIOException no JSON, or no object, or a field stands twice in one
     */
    public static ObjectNode unambiguous(byte[] json) {
        return object(UNAMBIGUOUS, json, 0, json.length);
    }

    private static ObjectNode object(ObjectReader reader, byte[] json, int from, int length) {
        try {
            if (reader.readTree(json, from, length) instanceof ObjectNode object) {
                return object;
            }
            throw new UncheckedIOException(new IOException("not a JSON object"));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** A JSON object in a text, which models write and do not always write well. */
    public static Optional<ObjectNode> objectIn(String text) {
        try {
            return TREES.readTree(text) instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
        } catch (IOException notJson) {
            return Optional.empty();
        }
    }

    /** The object with another text in one of its fields, wherever that stands; every other byte is as it was. */
    public static byte[] withText(byte[] object, String field, String text) {
        return withText(object, field, was -> text);
    }

    /** The same, by what the field says; one that says no text is given an empty one. */
    public static byte[] withText(byte[] object, String field, UnaryOperator<String> text) {
        return spliced(object, field, false, was -> quoted(text.apply(was)));
    }

    /** The object with another text field in the place of one of its fields; every other byte is as it was. */
    public static byte[] replaced(byte[] object, String field, String by, String text) {
        byte[] pair = (new String(quoted(by), UTF_8) + ':' + new String(quoted(text), UTF_8)).getBytes(UTF_8);
        return spliced(object, field, true, was -> pair);
    }

    /** @param named whether the field's name gives way as well as its value */
    private static byte[] spliced(byte[] object, String field, boolean named, Function<String, byte[]> said) {
        ByteArrayOutputStream result = new ByteArrayOutputStream(object.length + 128);
        int passed = 0;
        try (JsonParser parser = FACTORY.createParser(object)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean found = parser.currentName().equals(field);
                int name = (int) parser.currentTokenLocation().getByteOffset();
                parser.nextToken();
                int start = named ? name : (int) parser.currentTokenLocation().getByteOffset();
                String was = found ? parser.getValueAsString("") : "";
                parser.skipChildren();
                if (found) {
                    parser.finishToken();
                    result.write(object, passed, start - passed);
                    result.writeBytes(said.apply(was));
                    passed = (int) parser.currentLocation().getByteOffset();
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        result.write(object, passed, object.length - passed);
        return result.toByteArray();
    }

    public static ObjectNode emptyObject() {
        return TREES.createObjectNode();
    }

    public static ArrayNode emptyArray() {
        return TREES.createArrayNode();
    }

    public static JsonNode tree(Object value) {
        return TREES.valueToTree(value);
    }

    /** The value that the parser stands on; the parser stands on its end then. */
    public static JsonNode tree(JsonParser parser) throws IOException {
        return TREES.readTree(parser);
    }

    public static void write(JsonGenerator json, JsonNode tree) throws IOException {
        TREES.writeTree(json, tree);
    }

    public static byte[] bytes(JsonNode tree) {
        try {
            return TREES.writeValueAsBytes(tree);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
