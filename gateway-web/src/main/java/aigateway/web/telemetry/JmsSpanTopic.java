package aigateway.web.telemetry;

import aigateway.delivery.Broker;
import aigateway.delivery.ExporterQueue;
import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The broker's topic, over one connection that is kept. Used by one thread. */
final class JmsSpanTopic implements SpanTopic {

    private static final System.Logger LOG = System.getLogger(JmsSpanTopic.class.getName());

    /** A connection mends itself, and says nothing of a broker that has come back without its subscriptions. */
    private static final long TRUSTED_NANOS = Duration.ofSeconds(2).toNanos();

    private final ConnectionFactory factory;
    private final Topic topic;
    private final Subscriptions subscriptions = new Subscriptions();
    private @Nullable Link link;
    private long subscribed;

    JmsSpanTopic(ConnectionFactory factory, Topic topic) {
        this.factory = factory;
        this.topic = topic;
    }

    private record Link(Connection connection, Session session, MessageProducer producer) {}

    @Override
    public void sendTo(String exporter, byte[] request) throws JMSException {
        // Opened anew each time: metrics come a few times a minute, spans all the time.
        try (ExporterQueue queue = ExporterQueue.toSend(factory)) {
            queue.send(exporter, request);
        }
    }

    @Override
    public void send(byte[] exportTraceServiceRequest, boolean foreign) throws JMSException {
        Link open = link;
        if (open == null) {
            open = open();
            link = open;
        } else if (System.nanoTime() - subscribed > TRUSTED_NANOS) {
            subscribe(open.connection, open.session);
        }
        BytesMessage message = open.session.createBytesMessage();
        message.writeBytes(exportTraceServiceRequest);
        if (foreign) {
            message.setBooleanProperty(Broker.FOREIGN, true);
        }
        open.producer.send(message);
    }

    @Override
    public void commit() throws JMSException {
        Link open = link;
        if (open != null) {
            open.session.commit();
        }
    }

    private Link open() throws JMSException {
        Connection connection = Broker.connect(factory);
        try {
            Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
            subscribe(connection, session);
            MessageProducer producer = session.createProducer(topic);
            producer.setDeliveryMode(DeliveryMode.PERSISTENT);
            producer.setDisableMessageID(true);
            return new Link(connection, session, producer);
        } catch (JMSException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private void subscribe(Connection connection, Session session) throws JMSException {
        subscriptions.ensure(connection, session, topic);
        subscribed = System.nanoTime();
    }

    @Override
    public void close() {
        Link open = link;
        link = null;
        if (open == null) {
            return;
        }
        try {
            // The adapter keeps the session for the next one who asks, with what was sent and not committed.
            open.session.rollback();
        } catch (JMSException | RuntimeException e) {
            LOG.log(System.Logger.Level.DEBUG, "The connection to the broker was lost before it was let go", e);
        }
        try {
            open.connection.close();
        } catch (JMSException | RuntimeException e) {
            LOG.log(System.Logger.Level.DEBUG, "The connection to the broker was lost before it was closed", e);
        }
    }
}
