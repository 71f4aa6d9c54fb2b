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
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

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

    @Resource(lookup = "java:app/jms/TelemetryCF")
    ConnectionFactory factory;

    @Resource(lookup = "java:app/jms/SpansTopic")
    Topic spans;

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
        try (Connection connection = factory.createConnection();
                Session session = connection.createSession()) {
            session.createProducer(spans).close();
            reach.found(true);
        } catch (JMSException | RuntimeException e) {
            reach.found(false);
            LOG.log(System.Logger.Level.DEBUG, "The broker does not answer", e);
        }
    }

    /** Apart from the look, which may be waiting for its answer. */
    private void tell() {
        Boolean reachable = reach.news();
        if (reachable != null) {
            LOG.log(
                    reachable ? System.Logger.Level.INFO : System.Logger.Level.WARNING,
                    reachable
                            ? "The broker answers again"
                            : "The broker does not answer (GATEWAY_BROKER_URL): spans wait until it does");
        }
    }
}
