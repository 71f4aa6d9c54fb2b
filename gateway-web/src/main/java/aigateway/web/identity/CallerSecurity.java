package aigateway.web.identity;

import aigateway.identity.Caller;
import aigateway.identity.CallerToken;
import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;

/** The caller as JAX-RS knows it; the principal is a MicroProfile {@code JsonWebToken}. */
final class CallerSecurity implements SecurityContext {

    private final Caller caller;
    private final boolean secure;

    CallerSecurity(Caller caller, boolean secure) {
        this.caller = caller;
        this.secure = secure;
    }

    @Override
    public Principal getUserPrincipal() {
        return new CallerToken(caller);
    }

    @Override
    public boolean isUserInRole(String role) {
        return caller.roles().contains(role);
    }

    @Override
    public boolean isSecure() {
        return secure;
    }

    @Override
    public String getAuthenticationScheme() {
        return "Bearer";
    }
}
