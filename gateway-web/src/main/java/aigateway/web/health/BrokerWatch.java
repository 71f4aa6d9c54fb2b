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

    private volatile boolean reachable;
    private volatile long lastSeen;
    private @Nullable Future<?> looking;

    @PostConstruct
    void start() {
        looking = executor.scheduleWithFixedDelay(this::look, 0, PAUSE_SECONDS, TimeUnit.SECONDS);
    }

    @PreDestroy
    void stop() {
        if (looking != null) {
            looking.cancel(true);
        }
    }

    public boolean isReachable() {
        return reachable && System.nanoTime() - lastSeen < FORGOTTEN_NANOS;
    }

    private void look() {
        try (Connection connection = factory.createConnection();
                Session session = connection.createSession()) {
            session.createProducer(spans).close();
            lastSeen = System.nanoTime();
            if (!reachable) {
                reachable = true;
                LOG.log(System.Logger.Level.INFO, "The broker answers");
            }
        } catch (JMSException | RuntimeException e) {
            if (reachable) {
                reachable = false;
                LOG.log(System.Logger.Level.WARNING, "The broker does not answer: {0}", e.getMessage());
            }
        }
    }
}
