package aigateway.admin.manifest;

import aigateway.manifest.document.TextQuotes;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A manifest while it is edited: the tree of its YAML, so that fields a form does not show stay as they are. Form and YAML
 * are two views of the same tree. Nothing is checked here: {@code Manifests} does, and its answer is shown.
 */
public class Draft implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final ObjectMapper YAML = new ObjectMapper(YAMLFactory.builder()
                    .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                    .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                    .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
                    .stringQuotingChecker(new TextQuotes())
                    .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    private static final TypeReference<LinkedHashMap<String, @Nullable Object>> TREE = new TypeReference<>() {};

    /** Its fields in the order they were written. */
    private final Map<String, @Nullable Object> tree;

    private Draft(Map<String, @Nullable Object> tree) {
        this.tree = tree;
    }

    public static Draft of(String type, String name) {
        LinkedHashMap<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("type", type);
        tree.put("name", name.isEmpty() ? null : name);
        return new Draft(tree);
    }

    /** @return empty when the text is not one YAML mapping; then only the YAML view can show it */
    public static Optional<Draft> read(String yaml) {
        try {
            LinkedHashMap<String, @Nullable Object> tree = YAML.readValue(yaml, TREE);
            return Optional.ofNullable(tree).map(Draft::new);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /**
     * What is empty is left out: an empty input means the field was not given. It leaves null, or the blanks in it: a text of
     * no length was written by somebody.
     */
    public String toYaml() {
        try {
            return YAML.writeValueAsString(Optional.ofNullable(filled(tree)).orElse(Map.of()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree of maps, lists and scalars is always YAML", e);
        }
    }

    private static @Nullable Object filled(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> result = new LinkedHashMap<>();
            map.forEach((key, element) -> {
                Object kept = filled(element);
                if (kept != null) {
                    result.put(key, kept);
                }
            });
            return result.isEmpty() ? null : result;
        }
        if (value instanceof List<?> list) {
            List<Object> result = new ArrayList<>();
            list.forEach(element -> Optional.ofNullable(filled(element)).ifPresent(result::add));
            return result.isEmpty() ? null : result;
        }
        return value instanceof String text && text.isBlank() && !text.isEmpty() ? null : value;
    }

    public Map<String, @Nullable Object> getTree() {
        return tree;
    }

    public String text(String field) {
        return tree.get(field) instanceof String text ? text : "";
    }

    /** A group of fields, made when it is missing. */
    public Map<String, @Nullable Object> group(String field) {
        return group(tree, field);
    }

    @SuppressWarnings("unchecked")
    public static Map<String, @Nullable Object> group(Map<String, @Nullable Object> parent, String field) {
        if (!(parent.get(field) instanceof Map<?, ?>)) {
            parent.put(field, new LinkedHashMap<String, @Nullable Object>());
        }
        return (Map<String, @Nullable Object>) parent.get(field);
    }

    /** A list of groups of fields, made when it is missing. */
    public List<Map<String, @Nullable Object>> groups(String field) {
        return groups(tree, field);
    }

    @SuppressWarnings("unchecked")
    public static List<Map<String, @Nullable Object>> groups(Map<String, @Nullable Object> parent, String field) {
        if (!(parent.get(field) instanceof List<?>)) {
            parent.put(field, new ArrayList<Map<String, @Nullable Object>>());
        }
        return (List<Map<String, @Nullable Object>>) parent.get(field);
    }
}
