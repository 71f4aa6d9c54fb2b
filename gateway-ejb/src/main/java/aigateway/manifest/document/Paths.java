package aigateway.manifest.document;

import com.fasterxml.jackson.databind.JsonMappingException;
import java.util.List;

/** How the place of a field is written: {@code rules[0].when.subjects[1]}. */
public final class Paths {

    private Paths() {}

    public static String field(String parent, String name) {
        return parent.isEmpty() ? name : parent + '.' + name;
    }

    public static String element(String parent, int index) {
        return parent + '[' + index + ']';
    }

    static String of(List<JsonMappingException.Reference> references) {
        String path = "";
        for (JsonMappingException.Reference reference : references) {
            path = reference.getFieldName() == null
                    ? element(path, reference.getIndex())
                    : field(path, reference.getFieldName());
        }
        return path;
    }
}
