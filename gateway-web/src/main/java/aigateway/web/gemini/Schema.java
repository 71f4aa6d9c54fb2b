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
        Schema all = new Schema(schema);
        return Alternatives.settled(all.gathered(schema, 0), false);
    }

    /** Of a function's parameters, which are an object. */
    static ObjectNode ofParameters(JsonNode schema) {
        Schema all = new Schema(schema);
        return Alternatives.settled(all.gathered(schema, 0), true);
    }

    private ObjectNode reduced(JsonNode given, int depth) {
        return Alternatives.settled(gathered(given, depth), false);
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
                    ObjectNode properties = said.withObjectProperty("properties");
                    value.properties()
                            .forEach(property ->
                                    properties.set(property.getKey(), reduced(property.getValue(), depth + 1)));
                }
                case "required" -> {
                    if (value.isArray()) {
                        Alternatives.addMissing(said.withArrayProperty("required"), value);
                    }
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
        boolean isObject = schema.has("additionalProperties") || schema.has("patternProperties");
        if (isObject && !said.has("type") && !said.has("anyOf")) {
            said.put("type", "object");
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

    /** Of texts alone, which must say something; of others it says their type, and {@code null} is the flag. */
    private static void enumeration(ObjectNode said, JsonNode values) {
        ArrayNode texts = Json.emptyArray();
        String type = null;
        for (JsonNode value : values) {
            if (value.isNull()) {
                said.put("nullable", true);
                continue;
            }
            String its = type(value);
            type = type == null || type.equals(its)
                    ? its
                    : Set.of("integer", "number").containsAll(Set.of(type, its)) ? "number" : "string";
            if (value.isTextual() && !value.textValue().isEmpty()) {
                texts.add(value);
            }
        }
        if (!texts.isEmpty()) {
            said.put("type", "string").set("enum", texts);
        } else if (type != null && !said.has("type")) {
            said.put("type", type);
        }
    }

    private static String type(JsonNode value) {
        return switch (value.getNodeType()) {
            case BOOLEAN -> "boolean";
            case NUMBER -> value.isIntegralNumber() ? "integer" : "number";
            case OBJECT -> "object";
            case ARRAY -> "array";
            default -> "string";
        };
    }

    private void any(ObjectNode said, JsonNode alternatives, int depth) {
        List<ObjectNode> others = new ArrayList<>();
        for (JsonNode alternative : alternatives) {
            if (alternative.path("type").asText().equals("null")) {
                said.put("nullable", true);
            } else {
                others.add(gathered(alternative, depth + 1));
            }
        }
        if (others.size() == 1) {
            merge(said, others.get(0));
        } else if (!others.isEmpty()) {
            ArrayNode any = said.putArray("anyOf");
            for (ObjectNode other : others) {
                if (said.has("type") && !other.has("type") && !other.has("anyOf")) {
                    other.set("type", said.get("type"));
                }
                ObjectNode settled = Alternatives.settled(other, false);
                if (Alternatives.isNothingElse(settled)) {
                    any.addAll((ArrayNode) settled.get("anyOf"));
                } else {
                    any.add(settled);
                }
            }
        }
    }

    /** Adds what the schema does not say itself. */
    private static void merge(ObjectNode said, ObjectNode part) {
        for (Map.Entry<String, JsonNode> field : part.properties()) {
            JsonNode there = said.get(field.getKey());
            if (there == null) {
                said.set(field.getKey(), field.getValue());
            } else if (field.getKey().equals("properties")) {
                mergeEach((ObjectNode) there, field.getValue());
            } else if (field.getKey().equals("required") && there instanceof ArrayNode names) {
                Alternatives.addMissing(names, field.getValue());
            }
        }
    }

    private static void mergeEach(ObjectNode said, JsonNode properties) {
        for (Map.Entry<String, JsonNode> property : properties.properties()) {
            if (said.get(property.getKey()) instanceof ObjectNode there) {
                merge(there, (ObjectNode) property.getValue());
            } else {
                said.set(property.getKey(), property.getValue());
            }
        }
    }
}
