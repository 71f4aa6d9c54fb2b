package aigateway.web.identity;

import aigateway.call.ErrorType;
import aigateway.call.GatewayException;
import aigateway.identity.Caller;
import aigateway.web.call.RequestCaller;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import java.util.Collections;
import java.util.Set;

/** Turns away callers without one of the roles, and says so in the log. */
final class RoleFilter implements ContainerRequestFilter {

    private static final System.Logger LOG = System.getLogger(RoleFilter.class.getName());

    private final Set<String> roles;

    RoleFilter(Set<String> roles) {
        this.roles = roles;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (!(request.getProperty(RequestCaller.PROPERTY) instanceof Caller caller)
                || Collections.disjoint(caller.roles(), roles)) {
            LOG.log(
                    System.Logger.Level.INFO,
                    "Denied to {0}: {1} {2}",
                    request.getProperty(RequestCaller.PROPERTY) instanceof Caller denied ? denied.subject() : "nobody",
                    request.getMethod(),
                    request.getUriInfo().getPath());
            throw new GatewayException(ErrorType.FORBIDDEN, "This needs the role " + String.join(" or ", roles) + ".");
        }
    }
}
