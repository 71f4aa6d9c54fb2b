package aigateway.web.openai;

import aigateway.web.json.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** What a target's manifest sets in the requests that go there. */
public final class TargetFields {

    private TargetFields() {}

    /** As a request that says nothing else. */
    public static ObjectNode alone(Map<String, Object> fields) {
        ObjectNode request = Json.emptyObject();
        fields.forEach((name, value) -> request.set(name, Json.tree(value)));
        return request;
    }

    /**
     * Sets them in what the client said.
     *
     * @param defaults for which the client's value wins; a null is how clients say that they leave a field out
     */
    public static void set(ObjectNode said, ObjectNode defaults, ObjectNode overrides) {
        defaults.properties().forEach(field -> {
            if (!said.hasNonNull(field.getKey())) {
                said.set(field.getKey(), field.getValue());
            }
        });
        said.setAll(overrides);
    }
}
