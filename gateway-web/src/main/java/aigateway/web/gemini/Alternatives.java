package aigateway.web.gemini;

import aigateway.web.json.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The last step to a schema of Gemini's: beside alternatives nothing may stand, everything has a type, and what is required
 * exists.
 */
final class Alternatives {

    private Alternatives() {}

    /**
     * @param said is changed
     * @param isObject it cannot be anything else
     */
    static ObjectNode settled(ObjectNode said, boolean isObject) {
        if (said.path("anyOf").size() > 1) {
            if (isObject || !said.path("properties").isEmpty()) {
                united(said);
            } else if (isNarrower(said)) {
                return alone(said);
            }
        }
        said.remove("anyOf");
        if (!said.has("type")) {
            said.put("type", isObject ? "object" : type(said));
        }
        if (said.path("type").asText().equals("array") && !said.has("items")) {
            said.putObject("items").put("type", "string");
        }
        if (said.get("required") instanceof ArrayNode required) {
            List<JsonNode> names = new ArrayList<>();
            required.forEach(names::add);
            names.removeIf(name -> !said.path("properties").has(name.asText()));
            if (names.isEmpty()) {
                said.remove("required");
            } else {
                required.removeAll().addAll(names);
            }
        }
        return said;
    }

    static boolean isNothingElse(ObjectNode settled) {
        return settled.size() == 1 && settled.has("anyOf");
    }

    static void addMissing(ArrayNode list, JsonNode more) {
        Set<JsonNode> there = new HashSet<>();
        list.forEach(there::add);
        for (JsonNode one : more) {
            if (there.add(one)) {
                list.add(one);
            }
        }
    }

    /** Whether alternatives say anything that the schema around them does not: one that leaves all of it open says nothing. */
    private static boolean isNarrower(ObjectNode said) {
        if (said.has("enum") || said.has("items")) {
            return false;
        }
        ObjectNode open = Json.emptyObject();
        open.set("type", said.path("type"));
        for (JsonNode one : said.get("anyOf")) {
            if (one.equals(open)) {
                return false;
            }
        }
        return true;
    }

    private static ObjectNode alone(ObjectNode said) {
        JsonNode alternatives = said.get("anyOf");
        if (said.path("nullable").asBoolean()) {
            alternatives.forEach(one -> ((ObjectNode) one).put("nullable", true));
        }
        if (said.has("description")) {
            ObjectNode first = (ObjectNode) alternatives.get(0);
            String own = first.path("description").asText("");
            first.put("description", said.get("description").asText() + (own.isEmpty() ? "" : "\n" + own));
        }
        return Json.emptyObject().set("anyOf", alternatives);
    }

    /** Variants of an object as one that may have the properties of each, and must have those that all must have. */
    private static void united(ObjectNode said) {
        ObjectNode properties = said.withObjectProperty("properties");
        Set<String> own = new HashSet<>();
        properties.fieldNames().forEachRemaining(own::add);
        List<String> required = null;
        for (JsonNode variant : said.get("anyOf")) {
            List<String> its = new ArrayList<>();
            variant.path("required").forEach(name -> its.add(name.asText()));
            if (required == null) {
                required = its;
            } else {
                required.retainAll(its);
            }
            for (Map.Entry<String, JsonNode> property :
                    variant.path("properties").properties()) {
                JsonNode there = properties.get(property.getKey());
                if (there == null) {
                    properties.set(property.getKey(), property.getValue());
                } else if (!own.contains(property.getKey())) {
                    widen((ObjectNode) there, property.getValue());
                }
            }
        }
        if (required != null) {
            ArrayNode all = said.withArrayProperty("required");
            ArrayNode more = Json.emptyArray();
            required.forEach(more::add);
            addMissing(all, more);
        }
    }

    /** One variant's property is any of the other's values, too; most are constants that tell the variants apart. */
    private static void widen(ObjectNode property, JsonNode others) {
        if (property.get("enum") instanceof ArrayNode values) {
            if (others.path("enum").isArray()) {
                addMissing(values, others.get("enum"));
            } else {
                property.remove("enum");
            }
        }
    }

    /** By its own words. */
    private static String type(ObjectNode said) {
        if (said.has("properties") || said.has("required") || said.has("minProperties") || said.has("maxProperties")) {
            return "object";
        }
        if (said.has("items") || said.has("minItems") || said.has("maxItems")) {
            return "array";
        }
        return said.has("minimum") || said.has("maximum") ? "number" : "string";
    }
}
