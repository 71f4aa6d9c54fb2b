package aigateway.call;

import aigateway.audit.Thing;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The caller is known and may not have what it asks for; the audit trail says so. */
public final class DeniedException extends GatewayException {

    private static final long serialVersionUID = 1L;

    private final transient Thing thing;

    /** @param param the request field at fault */
    public DeniedException(Thing thing, String message, @Nullable String param) {
        this(thing, message, param, Map.of());
    }

    private DeniedException(Thing thing, String message, @Nullable String param, Map<String, String> headers) {
        super(ErrorType.FORBIDDEN, message, param, headers, null);
        this.thing = thing;
    }

    /** A model that is there, but not for this key. */
    public static DeniedException model(String model) {
        return new DeniedException(
                new Thing(Thing.MODEL, model), "This key may not use the model '" + model + "'.", "model");
    }

    /** What was asked for. */
    public Thing thing() {
        return thing;
    }

    @Override
    public GatewayException with(Map<String, String> newHeaders) {
        return new DeniedException(thing, getMessage(), param(), newHeaders);
    }
}
