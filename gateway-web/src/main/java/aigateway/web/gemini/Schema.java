package aigateway.web.gemini;

import aigateway.web.json.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
                case "allOf" -> value.forEach(part -> merge(said, reduced(part, depth + 1)));
                default -> {
                    if (KEPT.contains(field.getKey())) {
                        said.set(field.getKey(), value);
                    }
                }
            }
        }
        if (said.path("type").asText().equals("array") && !said.has("items")) {
            said.putObject("items").put("type", "string");
        }
        return said;
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

    /** Of texts alone; of numbers it says nothing, and {@code null} is the flag. */
    private static void enumeration(ObjectNode said, JsonNode values) {
        ArrayNode texts = Json.emptyArray();
        for (JsonNode value : values) {
            if (value.isTextual()) {
                texts.add(value);
            } else if (value.isNull()) {
                said.put("nullable", true);
            }
        }
        if (!texts.isEmpty()) {
            said.put("type", "string").set("enum", texts);
        }
    }

    private void any(ObjectNode said, JsonNode alternatives, int depth) {
        ArrayNode others = Json.emptyArray();
        for (JsonNode alternative : alternatives) {
            if (alternative.path("type").asText().equals("null")) {
                said.put("nullable", true);
            } else {
                others.add(reduced(alternative, depth + 1));
            }
        }
        if (others.size() == 1) {
            merge(said, (ObjectNode) others.get(0));
        } else if (!others.isEmpty()) {
            said.set("anyOf", others);
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
