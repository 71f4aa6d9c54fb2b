package aigateway.web.telemetry;

import aigateway.delivery.Broker;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import java.util.List;

/**
 * The durable subscriptions of those who read the topic of spans. A broker forgets a message that nobody has subscribed
 * to, and says that it took it; the message-driven beans subscribe when their adapter comes to it, which may be seconds
 * after a new broker takes the first message. So whoever publishes sees to it first.
 */
final class Subscriptions {

    private static final System.Logger LOG = System.getLogger(Subscriptions.class.getName());
    private static final List<String> NAMES = List.of(Broker.STORE, Broker.EXPORT);

    private boolean told;

    /**
     * Subscribes under the beans' names and leaves at once, which makes what is not there yet and takes nothing from what
     * is: the connection has not been started.
     *
     * @throws JMSException the broker is away; nothing should be sent now
     */
    void ensure(Connection connection, Session session, Topic topic) throws JMSException {
        if (!Broker.CLIENT.equals(connection.getClientID())) {
            // These would be other subscriptions, and nobody would ever read what they keep.
            tell("connections to the broker have another client id than " + Broker.CLIENT);
            return;
        }
        try {
            for (String name : NAMES) {
                session.createSharedDurableConsumer(topic, name).close();
            }
        } catch (JMSSecurityException e) {
            tell(String.valueOf(e.getMessage()));
        }
    }

    private void tell(String reason) {
        if (!told) {
            told = true;
            LOG.log(
                    System.Logger.Level.WARNING,
                    "The subscriptions to spans are left to those who read them: spans that are published before"
                            + " these are there are lost ({0})",
                    reason);
        }
    }
}
