package aigateway.web.health;

import aigateway.platform.Deployed;
import aigateway.web.closing.Closing;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Whether requests reach the application, and its console's reach that one. Payara answers for our health as soon as our
 * beans are there, some seconds before it hands us the first request, and Micro brings the console up after us; until
 * then everything else is not found. A node that stops takes no more.
 */
@Readiness
@ApplicationScoped
public class OpenCheck implements HealthCheck {

    private static final String CONSOLE = "/admin";

    @Inject
    Closing closing;

    private volatile boolean open;
    private volatile boolean complete;

    void open() {
        open = true;
    }

    /** Once for all: whoever deploys the console again alone still has a gateway. */
    private boolean isComplete() {
        complete |= open && Deployed.at(CONSOLE);
        return complete;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("open")
                .status(isComplete() && !closing.isClosed())
                .build();
    }
}
