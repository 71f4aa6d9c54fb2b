package aigateway.web.openai;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The one JSON factory of the data plane: strings as long as a body may be, depth bounded. */
final class Json {

    static final int MAX_DEPTH = 500;

    static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(64 << 20)
                    .build())
            .build();

    private static final ObjectMapper TREES = new ObjectMapper(FACTORY);

    private Json() {}

    static byte[] quoted(String text) {
        byte[] escaped = JsonStringEncoder.getInstance().quoteAsUTF8(text);
        byte[] result = new byte[escaped.length + 2];
        result[0] = '"';
        System.arraycopy(escaped, 0, result, 1, escaped.length);
        result[result.length - 1] = '"';
        return result;
    }

    static ObjectNode object(byte[] json) {
        try {
            return (ObjectNode) TREES.readTree(json);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static ObjectNode emptyObject() {
        return TREES.createObjectNode();
    }

    static JsonNode tree(Object value) {
        return TREES.valueToTree(value);
    }

    static byte[] bytes(JsonNode tree) {
        try {
            return TREES.writeValueAsBytes(tree);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
