package aigateway.platform;

import jakarta.servlet.http.HttpServlet;

/**
 * Serves nothing. It is loaded as the last of its application's servlets and notes that the application is there, where
 * the launcher finds it, which knows no application's classes: as a system property. On Payara it has what the server
 * does for every request the way the application needs it, for as long as the application is there.
 */
public class Deployed extends HttpServlet {

    /** With the application's path behind it, {@code /} or {@code /admin}. */
    private static final String PROPERTY = "gateway.deployed.";

    private static final long serialVersionUID = 1L;

    @Override
    public void init() {
        if (PayaraServices.exist()) {
            ServerSpans.leaveOut(Settings.ofThisProcess());
            PayaraListeners.prepare();
        }
        System.setProperty(property(), "true");
    }

    /**
     * Whether an application is there, one's own or another of this server.
     *
     * @param path where it answers, {@code /} or {@code /admin}
     */
    public static boolean at(String path) {
        return System.getProperty(PROPERTY + path) != null;
    }

    private String property() {
        String path = getServletContext().getContextPath();
        return PROPERTY + (path.isEmpty() ? "/" : path);
    }

    @Override
    public void destroy() {
        System.clearProperty(property());
        Shared.forget();
        if (PayaraServices.exist()) {
            PayaraListeners.forget();
        }
    }
}
