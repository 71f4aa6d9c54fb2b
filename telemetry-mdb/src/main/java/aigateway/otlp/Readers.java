package aigateway.otlp;

import aigateway.delivery.Broker;
import aigateway.time.Round;
import aigateway.time.Rounds;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it on WildFly that what the broker keeps is read. One that comes back without its journal knows no subscription;
 * the sessions of the server's adapter mend themselves all the same, and wait for ever for messages of subscriptions that are
 * nowhere. The adapter that we ship for other servers attaches whoever reads anew by itself; here the server is asked to.
 */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Readers {

    private static final System.Logger LOG = System.getLogger(Readers.class.getName());

    /** Of attaching for the first time, and of a change of nodes, nothing is left after one. */
    private static final Duration PERIOD = Duration.ofSeconds(5);

    @Resource(lookup = Broker.CONNECTION_FACTORY)
    ConnectionFactory factory;

    @Resource(lookup = Broker.SPANS)
    Topic topic;

    @Inject
    Rounds rounds;

    private final ManagedBeans beans = new ManagedBeans(ManagementFactory.getPlatformMBeanServer());
    private final Readership readership = new Readership(List.of(Broker.STORE, Broker.EXPORT));
    private @Nullable Round round;

    @PostConstruct
    void start() {
        round = rounds.every(PERIOD, this::look);
    }

    private void look() {
        if (!beans.areManaged()) {
            return;
        }
        try (Connection connection = Broker.connect(factory);
                Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
            if (Broker.CLIENT.equals(connection.getClientID())) {
                readership.unread(session, topic).forEach(this::attach);
            }
        } catch (JMSException | RuntimeException away) {
            // There is nothing to be known of it. Others tell that it is away.
            readership.forget();
            LOG.log(System.Logger.Level.DEBUG, "The broker does not say who reads", away);
        }
    }

    private void attach(String subscription) {
        beans.restart(subscription.equals(Broker.STORE) ? StoreBean.class : ExportBean.class);
    }

    @PreDestroy
    void stop() {
        Round coming = round;
        if (coming != null) {
            coming.stop();
        }
    }
}
