package aigateway.web.health;

import jakarta.ejb.EJBException;
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
        return HealthCheckResponse.named("broker").status(isReachable()).build();
    }

    private boolean isReachable() {
        try {
            return broker.isReachable();
        } catch (EJBException starting) {
            // Asked while the application starts: it is not ready, which is the answer.
            return false;
        }
    }
}
