package aigateway.web.health;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Whether the broker answered lately. */
@Readiness
@ApplicationScoped
public class BrokerCheck implements HealthCheck {

    @Inject
    BrokerWatch broker;

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("broker").status(broker.isReachable()).build();
    }
}
