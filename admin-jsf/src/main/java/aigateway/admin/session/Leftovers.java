package aigateway.admin.session;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;

/**
 * Sends people whose sign-in no longer counts back to the page for it. {@link Me} would refuse them too, but with a page
 * that leads nowhere.
 */
@WebFilter(urlPatterns = "/*", asyncSupported = true)
public class Leftovers extends HttpFilter {

    private static final long serialVersionUID = 1L;

    @Inject
    transient SignIns signIns;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Principal principal = request.getUserPrincipal();
        boolean page =
                "GET".equals(request.getMethod()) && !request.getRequestURI().contains("/jakarta.faces.resource/");
        if (page && principal != null && !signIns.holds(request, principal.getName())) {
            request.logout();
            request.getSession().invalidate();
            response.sendRedirect(request.getContextPath() + "/sign-in");
            return;
        }
        chain.doFilter(request, response);
    }
}
