package aigateway.web.health;

import aigateway.web.closing.Closing;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Whether requests reach the application. Payara answers for our health as soon as our beans are there, some seconds
 * before it hands us the first request; until then everything else is not found. A node that stops takes no more.
 */
@Readiness
@ApplicationScoped
public class OpenCheck implements HealthCheck {

    @Inject
    Closing closing;

    private volatile boolean open;

    void open() {
        open = true;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("open")
                .status(open && !closing.isClosed())
                .build();
    }
}
