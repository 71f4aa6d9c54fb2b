package aigateway.web.call;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Destroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps quiet about clients that leave. Jersey reports an answer that it could not deliver as a severe error, with a
 * hundred lines each; whoever cuts connections fills the disk with them. What it reports besides is still told.
 */
@ApplicationScoped
public class GoneClients implements Filter {

    /** Kept here, or it is collected with its filter. */
    private static final Logger JERSEY = Logger.getLogger("org.glassfish.jersey.server.ServerRuntime$Responder");

    private static final System.Logger LOG = System.getLogger(GoneClients.class.getName());

    void begin(@Observes @Initialized(ApplicationScoped.class) Object started) {
        JERSEY.setFilter(new GoneClients());
    }

    void end(@Observes @Destroyed(ApplicationScoped.class) Object stopped) {
        JERSEY.setFilter(null);
    }

    @Override
    public boolean isLoggable(LogRecord report) {
        if (isOfConnection(report.getThrown())) {
            LOG.log(System.Logger.Level.DEBUG, "A client left before its answer");
            return false;
        }
        return true;
    }

    private static boolean isOfConnection(@Nullable Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException) {
                return true;
            }
        }
        return false;
    }
}
