package aigateway.web.health;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServlet;
import org.eclipse.microprofile.health.Readiness;

/** Serves nothing. It is loaded after every servlet that does, and so knows when all of them are there. */
public class Opening extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Inject
    @Readiness
    transient OpenCheck check;

    @Override
    public void init() {
        check.open();
    }
}
