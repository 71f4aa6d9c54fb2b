package aigateway.web.health;

import jakarta.ejb.EJBException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Whether the database has been there, and whether it answers now. */
@Readiness
@ApplicationScoped
public class DatabaseCheck implements HealthCheck {

    @Inject
    DatabaseWatch database;

    @Override
    public HealthCheckResponse call() {
        try {
            return HealthCheckResponse.named("database")
                    .status(database.hasBeenThere())
                    .withData("reachable", database.isReachable())
                    .build();
        } catch (EJBException starting) {
            // Asked while the application starts: it is not ready, which is the answer.
            return HealthCheckResponse.named("database").down().build();
        }
    }
}
