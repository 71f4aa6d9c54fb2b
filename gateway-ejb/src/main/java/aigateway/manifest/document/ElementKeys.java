package aigateway.manifest.document;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What an element of a list is known by when the list comes back changed: its name, id, target or type. Elements that
 * look alike are known by their place among as many as there are. With one more or one less of them nobody can say
 * which is which, their keys are others, and a masked secret is asked for instead of being given to the wrong one.
 */
final class ElementKeys {

    private static final List<String> FIELDS = List.of("name", "id", "target", "type");

    private ElementKeys() {}

    static List<String> of(Iterable<JsonNode> elements) {
        List<String> names = new ArrayList<>();
        Map<String, Integer> counts = new HashMap<>();
        for (JsonNode element : elements) {
            String name = name(element);
            names.add(name);
            counts.merge(name, 1, Integer::sum);
        }
        Map<String, Integer> places = new HashMap<>();
        return names.stream()
                .map(name -> '[' + name + ' ' + places.merge(name, 1, Integer::sum) + '/' + counts.get(name) + ']')
                .toList();
    }

    private static String name(JsonNode element) {
        for (String field : FIELDS) {
            JsonNode name = element.path(field);
            if (name.isTextual()) {
                return field + '=' + name.textValue();
            }
        }
        return "";
    }
}
