package aigateway.web.openai;

import aigateway.call.GatewayException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A request for vectors in another dialect's words. */
public abstract class EmbeddingOriginal implements ChatRequest.Original {

    protected final ObjectNode asked;
    private final String dimensions;
    private final Set<String> dropped = new LinkedHashSet<>();

    /** Why the request can be sent only to a vendor that takes it as it is; null when it can be sent to all. */
    protected @Nullable GatewayException onlyAsIs;

    /** @param dimensions what the dialect calls the length of a vector */
    protected EmbeddingOriginal(ObjectNode asked, String dimensions) {
        this.asked = asked;
        this.dimensions = dimensions;
    }

    /** The field has nothing to become. */
    protected final void drop(String field) {
        dropped.add(field);
    }

    @Override
    public final @Nullable GatewayException onlyAsIs() {
        return onlyAsIs;
    }

    @Override
    public final List<String> dropped() {
        return List.copyOf(dropped);
    }

    /** Sets a target's fields in what the client said. */
    protected final void set(ObjectNode said, Map<String, Object> defaults, Map<String, Object> overrides) {
        TargetFields.set(said, inDialect(defaults), inDialect(overrides));
    }

    private ObjectNode inDialect(Map<String, Object> fields) {
        ObjectNode said = TargetFields.alone(fields);
        JsonNode length = said.remove("dimensions");
        return length == null ? said : said.set(dimensions, length);
    }
}
