package aigateway.web.health;

import aigateway.web.closing.Closing;
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

    @Override
    public void init() {
        // Figures are there once somebody asked for one.
        figures.database();
        check.open();
        closing.offer();
    }
}
