package aigateway.platform.signin;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.interceptor.Interceptor;
import jakarta.security.enterprise.AuthenticationException;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.AutoApplySession;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Keeps people signed in to the console and sends everyone else to the sign-in page. The gateway's own web application
 * protects nothing through the container, so there it stands aside: it lives in the shared library because WildFly wants
 * one mechanism for the whole EAR.
 */
@AutoApplySession
@Alternative
@Priority(Interceptor.Priority.APPLICATION)
@ApplicationScoped
public class ConsoleAuthentication implements HttpAuthenticationMechanism {

    private static final String SIGN_IN = "/sign-in";

    @Override
    public AuthenticationStatus validateRequest(
            HttpServletRequest request, HttpServletResponse response, HttpMessageContext context)
            throws AuthenticationException {
        if (context.isAuthenticationRequest()
                && context.getAuthParameters().getCredential() instanceof SignedIn signedIn) {
            return context.notifyContainerAboutLogin(signedIn.principal(), signedIn.groups());
        }
        if (!context.isProtected()) {
            return context.doNothing();
        }
        try {
            return askToSignIn(request, response, context);
        } catch (IOException e) {
            throw (AuthenticationException) new AuthenticationException("Could not send the sign-in page").initCause(e);
        }
    }

    private static AuthenticationStatus askToSignIn(
            HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) throws IOException {
        String address = request.getContextPath() + SIGN_IN + destination(request);
        if ("partial/ajax".equals(request.getHeader("Faces-Request"))) {
            // The browser's script would follow a redirect by itself and find no update in the page it gets.
            response.setContentType("text/xml;charset=UTF-8");
            response.getWriter()
                    .write("<?xml version=\"1.0\" encoding=\"UTF-8\"?><partial-response><redirect url=\"" + address
                            + "\"></redirect></partial-response>");
            return AuthenticationStatus.SEND_CONTINUE;
        }
        return context.redirect(address);
    }

    /** Where to go once signed in: an address inside the console that can be fetched again. Of a form is said that it is lost. */
    private static String destination(HttpServletRequest request) {
        if (!"GET".equals(request.getMethod())) {
            return "?ended=true";
        }
        String path = request.getRequestURI().substring(request.getContextPath().length());
        String query = request.getQueryString();
        String to = query == null ? path : path + '?' + query;
        return to.length() <= 1 ? "" : "?to=" + URLEncoder.encode(to, StandardCharsets.UTF_8);
    }
}
