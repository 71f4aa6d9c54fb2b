package aigateway.web.gemini;

import aigateway.web.json.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * JSON Schema in the part of it that Gemini takes: references are written out, {@code null} is a flag, constants are
 * enumerations of one, and what it does not know is left away.
 *
 * @see <a href="https://ai.google.dev/api/caching#Schema">Gemini: Schema</a>
 */
final class Schema {

    private static final Set<String> KEPT = Set.of(
            "title",
            "description",
            "nullable",
            "maxItems",
            "minItems",
            "minProperties",
            "maxProperties",
            "required",
            "propertyOrdering",
            "minimum",
            "maximum",
            "minLength",
            "maxLength",
            "pattern",
            "example",
            "default");

    private static final Set<String> FORMATS =
            Set.of("date-time", "enum", "float", "double", "int32", "int64", "date", "time", "duration");

    /** A schema that refers to itself is cut off there. */
    private static final int DEEPEST = 24;

    /** Written out, references may multiply without end. */
    private static final int LARGEST = 5_000;

    private final JsonNode root;
    private int size;

    private Schema(JsonNode root) {
        this.root = root;
    }

    static ObjectNode of(JsonNode schema) {
        return new Schema(schema).reduced(schema, 0);
    }

    private ObjectNode reduced(JsonNode given, int depth) {
        ObjectNode said = gathered(given, depth);
        if (said.path("anyOf").size() > 1) {
            if (!said.has("properties") && !said.has("items")) {
                return alternatives(said);
            }
            said.remove("anyOf");
        }
        if (!said.has("type")) {
            said.put("type", said.has("properties") ? "object" : said.has("items") ? "array" : "string");
        }
        if (said.path("type").asText().equals("array") && !said.has("items")) {
            said.putObject("items").put("type", "string");
        }
        return said;
    }

    /** What stands there, which may be a part of something. */
    private ObjectNode gathered(JsonNode given, int depth) {
        ObjectNode said = Json.emptyObject();
        JsonNode schema = resolved(given);
        if (!schema.isObject() || depth > DEEPEST || ++size > LARGEST) {
            return said.put("type", "object");
        }
        type(said, schema.path("type"));
        for (Map.Entry<String, JsonNode> field : schema.properties()) {
            JsonNode value = field.getValue();
            switch (field.getKey()) {
                case "format" -> {
                    if (FORMATS.contains(value.asText())) {
                        said.set("format", value);
                    }
                }
                case "enum" -> enumeration(said, value);
                case "const" -> enumeration(said, Json.emptyArray().add(value));
                case "items" -> said.set("items", reduced(value, depth + 1));
                case "properties" -> {
                    ObjectNode properties = said.putObject("properties");
                    value.properties()
                            .forEach(property ->
                                    properties.set(property.getKey(), reduced(property.getValue(), depth + 1)));
                }
                case "anyOf", "oneOf" -> any(said, value, depth);
                case "allOf" -> value.forEach(part -> merge(said, gathered(part, depth + 1)));
                default -> {
                    if (KEPT.contains(field.getKey())) {
                        said.set(field.getKey(), value);
                    }
                }
            }
        }
        return said;
    }

    /** Nothing may stand beside them. */
    private static ObjectNode alternatives(ObjectNode said) {
        JsonNode alternatives = said.get("anyOf");
        if (said.path("nullable").asBoolean()) {
            alternatives.forEach(one -> ((ObjectNode) one).put("nullable", true));
        }
        if (said.has("description") && alternatives.get(0) instanceof ObjectNode first && !first.has("description")) {
            first.set("description", said.get("description"));
        }
        return Json.emptyObject().set("anyOf", alternatives);
    }

    /** {@code #} and {@code #/$defs/name}; others lead nowhere. */
    private JsonNode resolved(JsonNode schema) {
        JsonNode found = schema;
        for (int i = 0; i < DEEPEST && found.path("$ref").isTextual(); i++) {
            String reference = found.get("$ref").textValue();
            found = reference.equals("#")
                    ? root
                    : reference.startsWith("#/") ? root.at(reference.substring(1)) : Json.emptyObject();
        }
        return found;
    }

    private static void type(ObjectNode said, JsonNode type) {
        if (type.isTextual()) {
            said.set("type", type);
        }
        for (JsonNode one : type) {
            if (one.asText().equals("null")) {
                said.put("nullable", true);
            } else if (!said.has("type")) {
                said.set("type", one);
            }
        }
    }

    /** Of texts alone, which must say something; of numbers it says their type, and {@code null} is the flag. */
    private static void enumeration(ObjectNode said, JsonNode values) {
        ArrayNode texts = Json.emptyArray();
        for (JsonNode value : values) {
            if (value.isNull()) {
                said.put("nullable", true);
            } else if (!value.isTextual() && !said.has("type")) {
                said.put("type", value.isBoolean() ? "boolean" : value.isIntegralNumber() ? "integer" : "number");
            } else if (value.isTextual() && !value.textValue().isEmpty()) {
                texts.add(value);
            }
        }
        if (!texts.isEmpty()) {
            said.put("type", "string").set("enum", texts);
        }
    }

    private void any(ObjectNode said, JsonNode alternatives, int depth) {
        List<JsonNode> others = new ArrayList<>();
        for (JsonNode alternative : alternatives) {
            if (alternative.path("type").asText().equals("null")) {
                said.put("nullable", true);
            } else {
                others.add(alternative);
            }
        }
        if (others.size() == 1) {
            merge(said, gathered(others.get(0), depth + 1));
        } else if (!others.isEmpty()) {
            ArrayNode any = said.putArray("anyOf");
            others.forEach(other -> any.add(reduced(other, depth + 1)));
        }
    }

    private static void merge(ObjectNode said, ObjectNode part) {
        for (Map.Entry<String, JsonNode> field : part.properties()) {
            JsonNode there = said.get(field.getKey());
            if (there instanceof ObjectNode properties && field.getValue() instanceof ObjectNode more) {
                properties.setAll(more);
            } else if (there instanceof ArrayNode list && field.getValue() instanceof ArrayNode more) {
                list.addAll(more);
            } else if (there == null) {
                said.set(field.getKey(), field.getValue());
            }
        }
    }
}
