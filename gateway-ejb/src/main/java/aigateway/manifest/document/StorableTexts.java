package aigateway.manifest.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * No text of a manifest holds U+0000, the names of its fields included. PostgreSQL keeps no such text, and what a manifest
 * says ends up in many a column: as the id of a rule that spend is counted on, for one.
 */
public final class StorableTexts {

    private static final String NUL = "\0";

    private StorableTexts() {}

    /** @throws RefusedException naming the field */
    public static void check(ObjectNode tree, int document) throws RefusedException {
        check(tree, document, "");
    }

    private static void check(JsonNode node, int document, String path) throws RefusedException {
        if (node instanceof ObjectNode object) {
            for (var field : object.properties()) {
                String place = Paths.field(path, shown(field.getKey()));
                refuse(field.getKey(), document, place);
                check(field.getValue(), document, place);
            }
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                check(node.get(i), document, Paths.element(path, i));
            }
        } else if (node.isTextual()) {
            refuse(node.textValue(), document, path);
        }
    }

    private static void refuse(String text, int document, String path) throws RefusedException {
        if (text.contains(NUL)) {
            throw new RefusedException(new Problem(document, path, "must not hold the character U+0000"));
        }
    }

    /** A path is read by people, and stands in logs. */
    private static String shown(String name) {
        return name.replace(NUL, "\\0");
    }
}
