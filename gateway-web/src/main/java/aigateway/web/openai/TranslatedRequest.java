package aigateway.web.openai;

import aigateway.call.GatewayException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request of another dialect, as the client said it, beside what it became for everybody else. */
public abstract class TranslatedRequest implements ChatRequest.Original {

    protected final byte[] body;
    protected final ObjectNode asked;
    private final RequestToChat translation;

    protected TranslatedRequest(byte[] body, ObjectNode asked, RequestToChat translation) {
        this.body = body;
        this.asked = asked;
        this.translation = translation;
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
