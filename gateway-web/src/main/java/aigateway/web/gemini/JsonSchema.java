package aigateway.web.gemini;

import aigateway.web.json.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;

/** Gemini's schemas as everybody else writes them: types in small letters, {@code null} among them. */
final class JsonSchema {

    private JsonSchema() {}

    static JsonNode of(JsonNode schema) {
        if (schema instanceof ArrayNode list) {
            ArrayNode said = Json.emptyArray();
            list.forEach(one -> said.add(of(one)));
            return said;
        }
        if (!(schema instanceof ObjectNode)) {
            return schema;
        }
        ObjectNode said = Json.emptyObject();
        boolean nullable = schema.path("nullable").asBoolean();
        for (Map.Entry<String, JsonNode> field : schema.properties()) {
            JsonNode value = field.getValue();
            switch (field.getKey()) {
                case "nullable", "propertyOrdering" -> {}
                case "type" -> {
                    if (nullable && value.isTextual()) {
                        said.putArray("type")
                                .add(value.textValue().toLowerCase(Locale.ROOT))
                                .add("null");
                    } else {
                        said.set(
                                "type",
                                value.isTextual() ? Json.tree(value.textValue().toLowerCase(Locale.ROOT)) : value);
                    }
                }
                case "properties", "$defs" -> {
                    ObjectNode properties = said.putObject(field.getKey());
                    value.properties().forEach(property -> properties.set(property.getKey(), of(property.getValue())));
                }
                case "items", "anyOf", "prefixItems", "additionalProperties" -> said.set(field.getKey(), of(value));
                    // Numbers among them are written as texts: 64 bits do not fit into JSON everywhere.
                case "minItems", "maxItems", "minLength", "maxLength", "minProperties", "maxProperties" -> said.put(
                        field.getKey(), value.asLong());
                default -> said.set(field.getKey(), value);
            }
        }
        return said;
    }
}
