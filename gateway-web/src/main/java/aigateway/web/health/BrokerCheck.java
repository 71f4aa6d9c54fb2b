package aigateway.web.health;

import jakarta.ejb.EJBException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Whether the broker has been there, and whether it answers now. */
@Readiness
@ApplicationScoped
public class BrokerCheck implements HealthCheck {

    @Inject
    BrokerWatch broker;

    @Override
    public HealthCheckResponse call() {
        try {
            return HealthCheckResponse.named("broker")
                    .status(broker.hasBeenThere())
                    .withData("reachable", broker.isReachable())
                    .build();
        } catch (EJBException starting) {
            // Asked while the application starts: it is not ready, which is the answer.
            return HealthCheckResponse.named("broker").down().build();
        }
    }
}
