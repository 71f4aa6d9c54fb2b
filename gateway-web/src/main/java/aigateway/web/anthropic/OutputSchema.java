package aigateway.web.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The schema of an answer in the part of JSON Schema that Anthropic takes for it: objects have nothing but their properties,
 * and bounds that it refuses are said in words, for the model to read.
 *
 * @see <a href="https://docs.claude.com/en/docs/build-with-claude/structured-outputs">Anthropic: structured outputs</a>
 */
final class OutputSchema {

    private static final List<String> BOUNDS = List.of(
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
            "minLength",
            "maxLength",
            "minItems",
            "maxItems",
            "uniqueItems",
            "minProperties",
            "maxProperties");

    private static final Set<String> SCHEMAS_BY_NAME = Set.of("properties", "$defs", "definitions");
    private static final Set<String> SCHEMAS = Set.of("items", "anyOf", "allOf");

    private OutputSchema() {}

    static JsonNode of(JsonNode schema) {
        JsonNode said = schema.deepCopy();
        settle(said, true);
        return said;
    }

    /** @param isWhole whether nothing stands beside it that an object must have, too */
    private static void settle(JsonNode schema, boolean isWhole) {
        if (schema.isArray()) {
            schema.forEach(one -> settle(one, isWhole));
        }
        if (!(schema instanceof ObjectNode said)) {
            return;
        }
        if (said.has("oneOf") && !said.has("anyOf")) {
            said.set("anyOf", said.remove("oneOf"));
        }
        boolean isObject = said.path("type").asText().equals("object") || said.has("properties");
        // Where others may stand, and of which kind, that is meant: the vendor says better that it does not do it.
        if (isObject && isWhole && !said.path("additionalProperties").isObject() && !said.has("allOf")) {
            said.put("additionalProperties", false);
        }
        saidInWords(said);
        for (Map.Entry<String, JsonNode> field : said.properties()) {
            if (SCHEMAS.contains(field.getKey())) {
                settle(field.getValue(), !field.getKey().equals("allOf"));
            } else if (SCHEMAS_BY_NAME.contains(field.getKey())) {
                field.getValue().forEach(one -> settle(one, true));
            }
        }
    }

    private static void saidInWords(ObjectNode schema) {
        StringBuilder words = new StringBuilder();
        for (String bound : BOUNDS) {
            boolean isTaken = bound.equals("minItems") && schema.path(bound).asLong(2) <= 1;
            if (schema.has(bound) && !isTaken) {
                words.append(words.isEmpty() ? "" : ", ")
                        .append(bound)
                        .append(": ")
                        .append(schema.remove(bound));
            }
        }
        if (!words.isEmpty()) {
            String description = schema.path("description").asText("");
            schema.put("description", (description.isEmpty() ? "" : description + ' ') + '(' + words + ')');
        }
    }
}
