package aigateway.web.health;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Whether requests reach the application. Payara answers for our health as soon as our beans are there, some seconds
 * before it hands us the first request; until then everything else is not found.
 */
@Readiness
@ApplicationScoped
public class OpenCheck implements HealthCheck {

    private volatile boolean open;

    void open() {
        open = true;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("open").status(open).build();
    }
}
