package aigateway.admin.session;

import aigateway.identity.Sessions;
import aigateway.identity.Subject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.time.Instant;

/** When the person of a browser's session signed in: a session may be older than that, or outlive what it stands for. */
@ApplicationScoped
public class SignIns {

    private static final String START = SignIns.class.getName() + ".start";

    @Inject
    Sessions sessions;

    void begin(HttpServletRequest request, String user) {
        request.getSession()
                .setAttribute(START, sessions.start(Subject.user(user)).toEpochMilli());
    }

    void end(String user, String address) {
        sessions.signedOut(Subject.user(user), address);
    }

    boolean holds(HttpServletRequest request, String user) {
        HttpSession session = request.getSession(false);
        return session != null
                && session.getAttribute(START) instanceof Long start
                && sessions.holds(Subject.user(user), Instant.ofEpochMilli(start));
    }
}
