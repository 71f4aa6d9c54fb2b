package aigateway.manifest.document;

import aigateway.manifest.type.Secret;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds every {@link Secret} in a tree by the record the tree is read as, so that a new kind of manifest is protected
 * by its component's type alone.
 */
public final class SecretFields {

    /** What is done with a secret. */
    @FunctionalInterface
    public interface Rewrite {

        /**
         * @param path of the field as an operator counts, {@code exporters[0].headers.authorization}
         * @param key of the field that stays the same when a list is reordered, see {@link ElementKeys}
         * @return the new text; null takes the field away
         */
        @Nullable
        String apply(String path, String key, String value) throws RefusedException;
    }

    private final Rewrite rewrite;

    private SecretFields(Rewrite rewrite) {
        this.rewrite = rewrite;
    }

    /** @return a copy with every secret rewritten */
    public static ObjectNode rewritten(ObjectNode tree, Rewrite rewrite) throws RefusedException {
        ObjectNode copy = tree.deepCopy();
        Class<?> record = ManifestTypes.of(copy.path("type").asText()).orElse(null);
        if (record != null) {
            new SecretFields(rewrite).visitRecord(copy, record, "", "");
        }
        return copy;
    }

    private void visitRecord(ObjectNode tree, Class<?> record, String path, String key) throws RefusedException {
        for (RecordComponent component : record.getRecordComponents()) {
            String name = Required.snakeCase(component.getName());
            JsonNode child = tree.get(name);
            if (child != null) {
                set(
                        tree,
                        name,
                        visit(child, component.getGenericType(), Paths.field(path, name), Paths.field(key, name)));
            }
        }
    }

    /** @return what stands in the place of the node; null for nothing */
    private @Nullable JsonNode visit(JsonNode node, Type type, String path, String key) throws RefusedException {
        if (type == Secret.class) {
            if (!node.isTextual()) {
                return node;
            }
            String text = rewrite.apply(path, key, node.textValue());
            return text == null ? null : TextNode.valueOf(text);
        }
        if (type instanceof Class<?> record && record.isRecord() && node instanceof ObjectNode object) {
            visitRecord(object, record, path, key);
        } else if (type instanceof ParameterizedType generic) {
            visitContents(node, generic, path, key);
        }
        return node;
    }

    private void visitContents(JsonNode node, ParameterizedType type, String path, String key) throws RefusedException {
        Type[] arguments = type.getActualTypeArguments();
        Type contents = arguments[arguments.length - 1];
        if (type.getRawType() == Map.class && node instanceof ObjectNode object) {
            List<Map.Entry<String, JsonNode>> entries = new ArrayList<>(object.properties());
            for (Map.Entry<String, JsonNode> entry : entries) {
                String name = entry.getKey();
                JsonNode value = entry.getValue();
                set(object, name, visit(value, contents, Paths.field(path, name), Paths.field(key, name)));
            }
        } else if (type.getRawType() == List.class && node.isArray()) {
            List<String> keys = ElementKeys.of(node);
            for (int i = 0; i < node.size(); i++) {
                visit(node.get(i), contents, Paths.element(path, i), key + keys.get(i));
            }
        } else if (type.getRawType() == List.class) {
            // A single value where a list is expected.
            visit(node, contents, path, key + ElementKeys.of(List.of(node)).get(0));
        }
    }

    private static void set(ObjectNode owner, String name, @Nullable JsonNode after) {
        if (after == null) {
            owner.remove(name);
        } else {
            owner.set(name, after);
        }
    }
}
