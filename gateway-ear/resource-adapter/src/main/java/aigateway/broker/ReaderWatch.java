package aigateway.broker;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.api.core.client.ActiveMQClient;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.client.ClientSessionFactory;
import org.apache.activemq.artemis.api.core.client.ServerLocator;
import org.apache.activemq.artemis.ra.inflow.ActiveMQActivation;
import org.apache.activemq.artemis.ra.inflow.ActiveMQActivationSpec;
import org.apache.activemq.artemis.utils.DestinationUtil;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that what a broker keeps is read. One that comes back without its journal knows no subscription; the client's
 * sessions mend themselves all the same, and wait for ever for messages of subscriptions that are nowhere. Whoever reads
 * is attached anew then, which subscribes it. Where several nodes read the same it is enough that one does.
 */
final class ReaderWatch implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(ReaderWatch.class.getName());

    /** Of attaching for the first time, and of a change of nodes, nothing is left after one. */
    private static final long PERIOD_SECONDS = 5;

    private static final long PATIENCE_MILLIS = 5_000;

    private final ServerLocator broker;
    private final @Nullable String user;
    private final @Nullable String password;
    private final Supplier<Collection<ActiveMQActivation>> readers;
    private final Set<SimpleString> unread = new HashSet<>();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "readers of the broker");
        made.setDaemon(true);
        return made;
    });

    ReaderWatch(
            TransportConfiguration address,
            @Nullable String user,
            @Nullable String password,
            Supplier<Collection<ActiveMQActivation>> readers) {
        this.broker = ActiveMQClient.createServerLocatorWithoutHA(address)
                .setReconnectAttempts(0)
                .setInitialConnectAttempts(1)
                .setCallTimeout(PATIENCE_MILLIS);
        this.user = user;
        this.password = password;
        this.readers = readers;
    }

    void begin() {
        thread.scheduleWithFixedDelay(this::look, PERIOD_SECONDS, PERIOD_SECONDS, TimeUnit.SECONDS);
    }

    private void look() {
        try (ClientSessionFactory connection = broker.createSessionFactory();
                ClientSession session = connection.createSession(user, password, false, true, true, false, 1)) {
            for (ActiveMQActivation reader : readers.get()) {
                look(reader, session);
            }
        } catch (Exception | Error away) {
            // There is nothing to be known of it. Others tell that it is away; and this goes on looking.
            unread.clear();
            LOG.log(System.Logger.Level.DEBUG, "The broker does not say who reads", away);
        }
    }

    private void look(ActiveMQActivation reader, ClientSession session) throws ActiveMQException {
        ActiveMQActivationSpec spec = reader.getActivationSpec();
        if (!spec.isSubscriptionDurable()) {
            return;
        }
        SimpleString queue =
                DestinationUtil.createQueueNameForSubscription(true, spec.getClientID(), spec.getSubscriptionName());
        ClientSession.QueueQuery known = session.queueQuery(queue);
        if (known.isExists() && known.getConsumerCount() > 0) {
            unread.remove(queue);
        } else if (!unread.add(queue)) {
            unread.remove(queue);
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Nobody reads {0} at the broker, which may have come back without what it kept: it is read anew",
                    queue);
            reader.startReconnectThread("attaches " + queue);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        broker.close();
    }
}
