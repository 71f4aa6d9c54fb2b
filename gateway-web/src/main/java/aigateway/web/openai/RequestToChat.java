package aigateway.web.openai;

import aigateway.call.GatewayException;
import aigateway.web.json.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request of another dialect on its way to becoming a chat completion. */
public abstract class RequestToChat {

    protected final ObjectNode asked;
    protected final ObjectNode chat = Json.emptyObject();
    private final List<String> dropped = new ArrayList<>();

    /** Why the request can be sent only to a vendor that takes it as it is; null when it can be sent to all. */
    protected @Nullable GatewayException onlyAsIs;

    /** Whether it holds thoughts that another vendor's model signed. */
    protected boolean holdsThoughts;

    protected RequestToChat(ObjectNode asked) {
        this.asked = asked;
    }

    /** The field has nothing to become. */
    protected final void drop(String field) {
        dropped.add(field);
    }

    protected final void copy(String from, String to) {
        if (asked.hasNonNull(from)) {
            chat.set(to, asked.get(from));
        }
    }

    /** Usage is asked for as well: most other dialects tell it unasked. */
    protected final void streamed() {
        chat.put("stream", true).putObject("stream_options").put("include_usage", true);
    }

    final List<String> dropped() {
        return List.copyOf(dropped);
    }

    final boolean holdsThoughts() {
        return holdsThoughts;
    }

    final @Nullable GatewayException onlyAsIs() {
        return onlyAsIs;
    }
}
