package aigateway.platform;

import jakarta.servlet.http.HttpServlet;

/**
 * Serves nothing. It is loaded as the last of its application's servlets and notes that the application is there, where
 * the launcher finds it, which knows no application's classes: as a system property.
 */
public class Deployed extends HttpServlet {

    /** With the application's path behind it, {@code /} or {@code /admin}. */
    static final String PROPERTY = "gateway.deployed.";

    private static final long serialVersionUID = 1L;

    @Override
    public void init() {
        ServerSpans.leaveOut(Settings.ofThisProcess());
        String path = getServletContext().getContextPath();
        System.setProperty(PROPERTY + (path.isEmpty() ? "/" : path), "true");
    }
}
