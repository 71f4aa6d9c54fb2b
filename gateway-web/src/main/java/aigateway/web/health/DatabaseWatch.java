package aigateway.web.health;

import aigateway.store.Database;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Asks the database every two seconds; one that went away may keep who asks waiting for as long as a connection may take. */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class DatabaseWatch {

    private static final System.Logger LOG = System.getLogger(DatabaseWatch.class.getName());
    private static final long PAUSE_SECONDS = 2;

    @Inject
    Database database;

    @Resource
    ManagedScheduledExecutorService executor;

    private final Reach reach = new Reach(System::nanoTime);
    private List<Future<?>> running = List.of();

    @PostConstruct
    void start() {
        running = List.of(
                executor.scheduleWithFixedDelay(this::look, 0, PAUSE_SECONDS, TimeUnit.SECONDS),
                executor.scheduleWithFixedDelay(this::tell, PAUSE_SECONDS, PAUSE_SECONDS, TimeUnit.SECONDS));
    }

    @PreDestroy
    void stop() {
        running.forEach(task -> task.cancel(true));
    }

    /** Answered lately. */
    public boolean isReachable() {
        return reach.now();
    }

    /** Has answered since the application started. */
    public boolean hasBeenThere() {
        return reach.ever();
    }

    private void look() {
        try {
            reach.found(database.isReachable());
        } catch (RuntimeException stopping) {
            reach.found(false);
            LOG.log(System.Logger.Level.DEBUG, "The database could not be asked", stopping);
        }
    }

    /** Apart from the look, which may be waiting for its answer. */
    private void tell() {
        Boolean reachable = reach.news();
        if (reachable != null) {
            LOG.log(
                    reachable ? System.Logger.Level.INFO : System.Logger.Level.WARNING,
                    reachable
                            ? "The database answers again"
                            : "The database does not answer (GATEWAY_DB_URL): rules hold as they are, and what is spent is"
                                    + " written when it does");
        }
    }
}
