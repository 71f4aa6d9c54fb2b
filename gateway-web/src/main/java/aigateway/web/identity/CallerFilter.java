package aigateway.web.identity;

import aigateway.identity.Caller;
import aigateway.identity.Callers;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;

/** Lets nobody in whom nobody knows. */
final class CallerFilter implements ContainerRequestFilter {

    private final Callers callers;

    CallerFilter(Callers callers) {
        this.callers = callers;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        Caller caller = Authentication.of(request.getHeaders()::get, request::setProperty, callers);
        request.setSecurityContext(
                new CallerSecurity(caller, request.getSecurityContext().isSecure()));
    }
}
