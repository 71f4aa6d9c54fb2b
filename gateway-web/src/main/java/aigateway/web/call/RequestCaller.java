package aigateway.web.call;

import aigateway.call.ErrorType;
import aigateway.call.GatewayException;
import aigateway.identity.Caller;
import jakarta.servlet.http.HttpServletRequest;

/** Where a request keeps its caller between the filter that knows it and the resource that asks. */
public final class RequestCaller {

    /** The name of the request's property. */
    public static final String PROPERTY = "aigateway.caller";

    /** The name of the property that says how long that took, in nanoseconds. */
    public static final String TOOK_NANOS = "aigateway.caller.nanos";

    private RequestCaller() {}

    /** @throws GatewayException nobody has been authenticated */
    public static Caller of(HttpServletRequest request) {
        if (request.getAttribute(PROPERTY) instanceof Caller caller) {
            return caller;
        }
        throw new GatewayException(ErrorType.UNAUTHENTICATED, "A valid key is needed.");
    }
}
