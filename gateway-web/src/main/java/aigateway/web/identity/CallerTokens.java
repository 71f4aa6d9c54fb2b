package aigateway.web.identity;

import aigateway.identity.Caller;
import aigateway.identity.CallerToken;
import aigateway.web.call.RequestCaller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.servlet.http.HttpServletRequest;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * {@code @Inject JsonWebToken} wherever a request is being answered, but for completions: no context is opened for them
 * ({@code web.xml}), and their caller is kept with the request.
 */
@ApplicationScoped
public class CallerTokens {

    @Produces
    @RequestScoped
    JsonWebToken token(HttpServletRequest request) {
        if (request.getAttribute(RequestCaller.PROPERTY) instanceof Caller caller) {
            return new CallerToken(caller);
        }
        throw Authentication.unauthenticated();
    }
}
