package aigateway.web.openai;

import aigateway.call.GatewayException;
import aigateway.web.json.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request of another dialect, as the client said it, beside what it became for everybody else. */
public abstract class TranslatedRequest implements ChatRequest.Original {

    /** Without its pictures, as is all that is made of it. */
    protected final byte[] body;

    protected final ObjectNode asked;
    private final SetAside pictures;
    private final RequestToChat translation;

    /** @param asked the body, without its pictures, as a tree */
    protected TranslatedRequest(SetAside pictures, ObjectNode asked, RequestToChat translation) {
        this.pictures = pictures;
        this.body = pictures.rest();
        this.asked = asked;
        this.translation = translation;
    }

    /** {@link #forUpstream}, without the pictures. */
    protected abstract byte[] said(String upstreamModel, Map<String, Object> defaults, Map<String, Object> overrides);

    /**
     * The body under another name of the model.
     *
     * @param defaults what the target's fields come to in this dialect
     * @param overrides the same
     */
    protected final byte[] withModel(String upstreamModel, ObjectNode defaults, ObjectNode overrides) {
        return withModel(asked, upstreamModel, defaults, overrides);
    }

    /** The same, of what is said in the place of what was asked. */
    protected final byte[] withModel(
            ObjectNode instead, String upstreamModel, ObjectNode defaults, ObjectNode overrides) {
        if (instead == asked && defaults.isEmpty() && overrides.isEmpty()) {
            return Json.withText(body, "model", upstreamModel);
        }
        ObjectNode said = Json.emptyObject();
        said.setAll(instead);
        said.put("model", upstreamModel);
        TargetFields.set(said, defaults, overrides);
        return Json.bytes(said);
    }

    @Override
    public final byte[] forUpstream(String upstreamModel, Map<String, Object> defaults, Map<String, Object> overrides) {
        return pictures.whole(said(upstreamModel, defaults, overrides));
    }

    @Override
    public final SetAside pictures() {
        return pictures;
    }

    @Override
    public final @Nullable GatewayException onlyAsIs() {
        return translation.onlyAsIs();
    }

    @Override
    public final boolean holdsThoughts() {
        return translation.holdsThoughts();
    }

    @Override
    public final List<String> dropped() {
        return translation.dropped();
    }
}
