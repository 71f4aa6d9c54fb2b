package aigateway.web.identity;

import aigateway.call.ErrorType;
import aigateway.call.GatewayException;
import aigateway.identity.Caller;
import aigateway.web.call.RequestCaller;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import java.util.Collections;
import java.util.Set;

/** Turns away callers without one of the roles. */
final class RoleFilter implements ContainerRequestFilter {

    private final Set<String> roles;

    RoleFilter(Set<String> roles) {
        this.roles = roles;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (!(request.getProperty(RequestCaller.PROPERTY) instanceof Caller caller)
                || Collections.disjoint(caller.roles(), roles)) {
            throw new GatewayException(ErrorType.FORBIDDEN, "This needs the role " + String.join(" or ", roles) + ".");
        }
    }
}
