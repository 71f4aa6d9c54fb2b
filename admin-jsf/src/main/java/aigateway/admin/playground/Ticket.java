package aigateway.admin.playground;

import aigateway.admin.session.Me;
import aigateway.admin.session.NotAllowedException;
import aigateway.identity.Sessions;
import aigateway.identity.Subject;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * {@code POST /admin/ticket}: what the page shows to the gateway when a person tries a model, so that the call is theirs,
 * with their access, limits and budgets. It lives for minutes, in the page's memory and nowhere else.
 */
@WebServlet("/ticket")
public class Ticket extends HttpServlet {

    private static final long serialVersionUID = 1L;

    /** Only the console's own script can send it: a form of another site cannot. */
    private static final String HEADER = "X-Console";

    private static final Duration LENGTH = Duration.ofMinutes(15);

    @Inject
    transient Me me;

    @Inject
    transient Sessions sessions;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getHeader(HEADER) == null) {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
            return;
        }
        Subject subject;
        try {
            subject = me.caller().subject();
        } catch (NotAllowedException removedSince) {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
            return;
        }
        // A signed token is letters, digits, points and lines: nothing to escape.
        byte[] body = ("{\"token\":\"" + sessions.open(subject, LENGTH) + "\",\"seconds\":" + LENGTH.toSeconds() + '}')
                .getBytes(StandardCharsets.US_ASCII);
        response.setContentType("application/json");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
