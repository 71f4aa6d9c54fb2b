package aigateway.web.health;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.metrics.MetricUnits;
import org.eclipse.microprofile.metrics.annotation.Gauge;

/**
 * Who answers now, as figures: 1, or 0. A bean of its own, since a server that measures needs to know the application it
 * is made in, and health checks are made in none.
 */
@ApplicationScoped
public class ReachFigures {

    @Inject
    DatabaseWatch database;

    @Inject
    BrokerWatch broker;

    @Gauge(
            name = "ai_gateway_database_reachable",
            absolute = true,
            unit = MetricUnits.NONE,
            description = "1 while the database answers.")
    public int database() {
        return database.isReachable() ? 1 : 0;
    }

    @Gauge(
            name = "ai_gateway_broker_reachable",
            absolute = true,
            unit = MetricUnits.NONE,
            description = "1 while the broker answers.")
    public int broker() {
        return broker.isReachable() ? 1 : 0;
    }
}
