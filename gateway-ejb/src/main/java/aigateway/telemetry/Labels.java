package aigateway.telemetry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The caller's own labels of a request, as a row keeps them. */
public final class Labels {

    private static final JsonMapper JSON = new JsonMapper();

    private Labels() {}

    public static @Nullable String value(@Nullable String metadata, String name) {
        JsonNode value = read(metadata).path(name);
        return value.isValueNode() ? value.asText() : null;
    }

    /** By name, as they were written; what is no single value is left out. */
    static Map<String, String> all(@Nullable String metadata) {
        Map<String, String> labels = new LinkedHashMap<>();
        read(metadata).fields().forEachRemaining(field -> {
            if (field.getValue().isValueNode()) {
                labels.put(field.getKey(), field.getValue().asText());
            }
        });
        return labels;
    }

    private static JsonNode read(@Nullable String metadata) {
        try {
            return metadata == null ? JSON.missingNode() : JSON.readTree(metadata);
        } catch (JsonProcessingException e) {
            // An application may write something else there, or the column has cut it.
            return JSON.missingNode();
        }
    }
}
