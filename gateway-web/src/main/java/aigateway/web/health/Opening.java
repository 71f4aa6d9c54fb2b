package aigateway.web.health;

import aigateway.platform.Listeners;
import aigateway.web.closing.Closing;
import aigateway.web.telemetry.SpanPublisher;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServlet;
import org.eclipse.microprofile.health.Readiness;

/** Serves nothing. It is loaded after every servlet that does, and so knows when all of them are there. */
public class Opening extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Inject
    @Readiness
    transient OpenCheck check;

    @Inject
    transient ReachFigures figures;

    @Inject
    transient Closing closing;

    @Inject
    transient SpanPublisher spans;

    @Override
    public void init() {
        // Figures are there once somebody asked for one; and who stops before the first request asks for nothing new.
        figures.database();
        spans.waiting();
        check.open();
        closing.offer();
    }

    /** Where it is the server that ends the application, and nobody has asked before; beans it may end in any order. */
    @Override
    public void destroy() {
        if (!closing.isClosed()) {
            closing.close();
        }
        if (Listeners.end()) {
            closing.refuseAll();
        }
    }
}
