package aigateway.manifest.document;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Text to trees and back: YAML with several documents, one JSON object or a JSON list of them. */
public final class Documents {

    /** Characters of one text; far above any sensible manifest, and what a column of the database holds. */
    static final int MAX_LENGTH = 1 << 20;

    private static final int MAX_DEPTH = 64;

    private static final StreamReadConstraints LIMITS = StreamReadConstraints.builder()
            .maxNestingDepth(MAX_DEPTH)
            .maxStringLength(MAX_LENGTH)
            .build();

    private static final JsonMapper JSON = JsonMapper.builder(com.fasterxml.jackson.core.JsonFactory.builder()
                    .streamReadConstraints(LIMITS)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(JsonReadFeature.ALLOW_TRAILING_COMMA)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static final YAMLMapper YAML = YAMLMapper.builder(YAMLFactory.builder()
                    .streamReadConstraints(LIMITS)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                    .disable(YAMLGenerator.Feature.SPLIT_LINES)
                    .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                    .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
                    .stringQuotingChecker(new TextQuotes())
                    .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private Documents() {}

    /** @throws RefusedException naming the document and the place in it; also where there is none */
    public static List<ObjectNode> read(String text) throws RefusedException {
        List<ObjectNode> result = readAny(text);
        if (result.isEmpty()) {
            throw refused(0, "there is no manifest in the text");
        }
        return result;
    }

    /** The same of a text that may have none: nothing, or nothing but comments. */
    public static List<ObjectNode> readAny(String text) throws RefusedException {
        if (text.length() > MAX_LENGTH) {
            throw refused(0, "the text is longer than " + MAX_LENGTH + " characters");
        }
        String trimmed = text.strip();
        List<JsonNode> documents =
                trimmed.startsWith("{") || trimmed.startsWith("[") ? readJson(trimmed) : readYaml(text);
        List<ObjectNode> result = new ArrayList<>();
        for (int i = 0; i < documents.size(); i++) {
            JsonNode document = documents.get(i);
            if (!(document instanceof ObjectNode object)) {
                throw refused(i, "a manifest is a list of fields with a type and a name");
            }
            withoutNulls(object, i, "");
            result.add(object);
        }
        return result;
    }

    private static List<JsonNode> readJson(String text) throws RefusedException {
        JsonNode root;
        try {
            root = JSON.readTree(text);
        } catch (JsonProcessingException notJson) {
            // A YAML document may begin with a brace too.
            return readYaml(text);
        }
        List<JsonNode> result = new ArrayList<>();
        if (root.isArray()) {
            root.forEach(result::add);
        } else {
            result.add(root);
        }
        return result;
    }

    private static List<JsonNode> readYaml(String text) throws RefusedException {
        List<JsonNode> result = new ArrayList<>();
        try {
            refuseAliases(text);
            try (JsonParser parser = YAML.createParser(text)) {
                while (parser.nextToken() != null) {
                    JsonNode document = YAML.readTree(parser);
                    if (document != null && !isNothing(document)) {
                        result.add(document);
                    }
                }
            }
        } catch (JsonProcessingException e) {
            throw refused(result.size(), Messages.of(e));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return result;
    }

    /** A document of nothing but comments is read as an empty text. */
    private static boolean isNothing(JsonNode document) {
        return document.isNull()
                || document.isMissingNode()
                || (document.isTextual() && document.textValue().isEmpty());
    }

    /** An alias would be read as the text of its name, in silence. */
    private static void refuseAliases(String text) throws IOException, RefusedException {
        try (YAMLParser parser = (YAMLParser) YAML.createParser(text)) {
            while (parser.nextToken() != null) {
                if (parser.isCurrentAlias()) {
                    throw refused(
                            0,
                            "line " + parser.currentTokenLocation().getLineNr() + ": aliases (*" + parser.getText()
                                    + ") are not supported");
                }
            }
        }
    }

    /** A field without a value is a field left out. */
    private static void withoutNulls(JsonNode node, int document, String path) throws RefusedException {
        if (node instanceof ObjectNode object) {
            object.properties().removeIf(field -> field.getValue().isNull());
            for (var field : object.properties()) {
                withoutNulls(field.getValue(), document, Paths.field(path, field.getKey()));
            }
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                if (node.get(i).isNull()) {
                    throw new RefusedException(new Problem(document, Paths.element(path, i), "is empty"));
                }
                withoutNulls(node.get(i), document, Paths.element(path, i));
            }
        }
    }

    public static String yaml(JsonNode tree) {
        return written(YAML, tree);
    }

    public static String json(JsonNode tree) {
        return written(JSON, tree);
    }

    private static String written(ObjectMapper mapper, JsonNode tree) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = new WrittenOut(mapper.createGenerator(text))) {
            mapper.writeTree(generator, tree);
        } catch (IOException e) {
            throw new IllegalStateException("A tree can always be written", e);
        }
        return text.toString();
    }

    /** Whether two trees say the same: a number may be written otherwise, {@code 500} for {@code 500.0}. */
    public static boolean areSame(JsonNode one, JsonNode other) {
        return one.equals(Documents::compared, other);
    }

    private static int compared(JsonNode one, JsonNode other) {
        boolean same = one.isNumber() && other.isNumber()
                ? one.decimalValue().compareTo(other.decimalValue()) == 0
                : one.equals(other);
        return same ? 0 : 1;
    }

    /** Reads what {@link #json} wrote. */
    public static ObjectNode stored(String json) {
        try {
            return (ObjectNode) JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A stored manifest cannot be read", e);
        }
    }

    private static RefusedException refused(int document, String message) {
        return new RefusedException(new Problem(document, "", message));
    }
}
