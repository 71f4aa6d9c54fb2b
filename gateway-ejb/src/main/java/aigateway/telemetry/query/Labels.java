package aigateway.telemetry.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.jspecify.annotations.Nullable;

/** The caller's own labels of a request, as a row keeps them. */
final class Labels {

    private static final JsonMapper JSON = new JsonMapper();

    private Labels() {}

    static @Nullable String value(@Nullable String metadata, String name) {
        if (metadata == null) {
            return null;
        }
        try {
            JsonNode value = JSON.readTree(metadata).path(name);
            return value.isValueNode() ? value.asText() : null;
        } catch (JsonProcessingException e) {
            // An application may write something else there, or the column has cut it.
            return null;
        }
    }
}
