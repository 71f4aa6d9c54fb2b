package aigateway.web.health;

import jakarta.ejb.EJBException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.metrics.MetricUnits;
import org.eclipse.microprofile.metrics.annotation.Gauge;

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

    /** 1 when the broker answers, 0 when it does not. */
    @Gauge(name = "ai_gateway_broker_reachable", absolute = true, unit = MetricUnits.NONE)
    public int reachable() {
        try {
            return broker.isReachable() ? 1 : 0;
        } catch (EJBException starting) {
            return 0;
        }
    }
}
