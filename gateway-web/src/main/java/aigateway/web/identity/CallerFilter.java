package aigateway.web.identity;

import aigateway.call.ErrorType;
import aigateway.call.GatewayException;
import aigateway.identity.Caller;
import aigateway.identity.Callers;
import aigateway.web.call.RequestCaller;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Map;

/** Turns a key into a caller. */
final class CallerFilter implements ContainerRequestFilter {

    private static final Map<String, String> CHALLENGE =
            Map.of(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"ai-gateway\"");

    private final Callers callers;

    CallerFilter(Callers callers) {
        this.callers = callers;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        long began = System.nanoTime();
        String key = RequestKey.of(request.getHeaders()::get);
        Caller caller = key == null ? null : callers.authenticate(key).orElse(null);
        if (caller == null) {
            throw unauthenticated();
        }
        request.setProperty(RequestCaller.PROPERTY, caller);
        request.setProperty(RequestCaller.TOOK_NANOS, System.nanoTime() - began);
        request.setSecurityContext(
                new CallerSecurity(caller, request.getSecurityContext().isSecure()));
    }

    /** One answer for no key, an unknown, expired, revoked and forged one: it tells nothing. */
    static GatewayException unauthenticated() {
        return new GatewayException(
                ErrorType.UNAUTHENTICATED, "The API key is missing or not valid.", null, CHALLENGE, null);
    }
}
