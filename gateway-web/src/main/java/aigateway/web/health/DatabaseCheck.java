package aigateway.web.health;

import aigateway.store.Database;
import jakarta.ejb.EJBException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Whether the database answers. */
@Readiness
@ApplicationScoped
public class DatabaseCheck implements HealthCheck {

    @Inject
    Database database;

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("database").status(isReachable()).build();
    }

    private boolean isReachable() {
        try {
            return database.isReachable();
        } catch (EJBException starting) {
            // Asked while the application starts: it is not ready, which is the answer.
            return false;
        }
    }
}
