package aigateway.web.health;

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
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Asks the broker for its topic every two seconds. A call to a broker that went away blocks for seconds, so nobody who
 * asks how we are may make it.
 */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class BrokerWatch {

    private static final System.Logger LOG = System.getLogger(BrokerWatch.class.getName());
    private static final long PAUSE_SECONDS = 2;
    private static final long FORGOTTEN_NANOS = Duration.ofSeconds(15).toNanos();

    @Resource(lookup = "java:app/jms/TelemetryCF")
    ConnectionFactory factory;

    @Resource(lookup = "java:app/jms/SpansTopic")
    Topic spans;

    @Resource
    ManagedScheduledExecutorService executor;

    private volatile long lastSeen;
    private volatile boolean seen;
    private @Nullable Boolean told;
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

    public boolean isReachable() {
        return seen && System.nanoTime() - lastSeen < FORGOTTEN_NANOS;
    }

    private void look() {
        try (Connection connection = factory.createConnection();
                Session session = connection.createSession()) {
            session.createProducer(spans).close();
            lastSeen = System.nanoTime();
            seen = true;
        } catch (JMSException | RuntimeException e) {
            seen = false;
            LOG.log(System.Logger.Level.DEBUG, "The broker does not answer", e);
        }
    }

    /** Says what changed, once; apart from the look, which may be waiting for its answer. */
    private void tell() {
        boolean reachable = isReachable();
        if (told == null ? !reachable : told != reachable) {
            LOG.log(
                    reachable ? System.Logger.Level.INFO : System.Logger.Level.WARNING,
                    reachable
                            ? "The broker answers again"
                            : "The broker does not answer (GATEWAY_BROKER_URL): spans wait until it does");
        }
        told = reachable;
    }
}
