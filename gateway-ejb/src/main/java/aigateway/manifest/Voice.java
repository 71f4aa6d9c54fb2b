package aigateway.manifest;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Which application speaks. On Payara Micro the console is one of its own with a copy of these beans, and what both find
 * out is said by the gateway's.
 */
@ApplicationScoped
public class Voice {

    /** The console's archive on Micro. Elsewhere it is in one application with the gateway. */
    private static final String CONSOLE = "admin";

    @Resource(lookup = "java:app/AppName")
    String application = "";

    public boolean isHeard() {
        return !CONSOLE.equals(application);
    }

    /** At which level to log what the other application finds out, too. */
    public System.Logger.Level level(System.Logger.Level level) {
        return isHeard() ? level : System.Logger.Level.DEBUG;
    }
}
