package aigateway.delivery;

import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The queues of messages that exporters still have to deliver, and the one of those given up. Used by one thread. */
public final class ExporterQueue implements AutoCloseable {

    private static final String PREFIX = "spans.export.";
    /** What was given up; see {@link DeadLetter}. */
    public static final String DEAD_LETTERS = "spans.dead";

    static final String LETTER = "letter";
    static final String EXPORTER = "exporter";
    static final String REASON = "reason";
    static final String SPANS = "spans";

    private static final System.Logger LOG = System.getLogger(ExporterQueue.class.getName());
    /** An exporter that was removed leaves its messages behind for so long. */
    private static final long KEPT_MILLIS = 7L * 24 * 60 * 60 * 1_000;

    private final Connection connection;
    private final Session session;
    private final MessageProducer producer;
    private final @Nullable MessageConsumer consumer;

    private ExporterQueue(Connection connection, @Nullable String exporter) throws JMSException {
        this.connection = connection;
        this.session = exporter == null
                ? connection.createSession(false, Session.AUTO_ACKNOWLEDGE)
                : connection.createSession(true, Session.SESSION_TRANSACTED);
        this.producer = session.createProducer(null);
        producer.setDeliveryMode(DeliveryMode.PERSISTENT);
        producer.setTimeToLive(KEPT_MILLIS);
        this.consumer = exporter == null ? null : session.createConsumer(session.createQueue(address(exporter)));
    }

    public static ExporterQueue toSend(ConnectionFactory factory) throws JMSException {
        return open(factory, null);
    }

    public static ExporterQueue toReceive(ConnectionFactory factory, String exporter) throws JMSException {
        return open(factory, exporter);
    }

    private static ExporterQueue open(ConnectionFactory factory, @Nullable String exporter) throws JMSException {
        Connection connection = Broker.connect(factory);
        try {
            ExporterQueue opened = new ExporterQueue(connection, exporter);
            connection.start();
            return opened;
        } catch (JMSException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /** A broker reads dots and some other signs as parts of an address; no two exporters get the same queue. */
    public static String address(String exporter) {
        StringBuilder address = new StringBuilder(PREFIX);
        exporter.chars().forEach(letter -> {
            if (letter < 128 && (Character.isLetterOrDigit(letter) || letter == '-' || letter == '_')) {
                address.append((char) letter);
            } else {
                address.append('~').append(Integer.toHexString(letter)).append('~');
            }
        });
        return address.toString();
    }

    public void send(String exporter, byte[] body) throws JMSException {
        producer.send(session.createQueue(address(exporter)), message(body));
    }

    /** Puts a message aside that is given up, within the transaction in which it was received. */
    public void bury(String exporter, String reason, long spans, byte[] body) throws JMSException {
        BytesMessage letter = message(body);
        letter.setStringProperty(LETTER, UUID.randomUUID().toString());
        letter.setStringProperty(EXPORTER, exporter);
        letter.setStringProperty(REASON, reason);
        letter.setLongProperty(SPANS, spans);
        producer.send(session.createQueue(DEAD_LETTERS), letter);
    }

    private BytesMessage message(byte[] body) throws JMSException {
        BytesMessage message = session.createBytesMessage();
        message.writeBytes(body);
        return message;
    }

    /**
     * A message that is still the broker's.
     *
     * @param sentMillis since 1970
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    public record Waiting(byte[] body, long sentMillis) {}

    /**
     * What waits, oldest first.
     *
     * @param bytes stops after the message that goes beyond
     * @return empty when nothing came in time
     */
    public List<Waiting> receive(int bytes, long timeoutMillis) throws JMSException {
        MessageConsumer from = consumer;
        if (from == null) {
            throw new IllegalStateException("Opened to send");
        }
        List<Waiting> received = new ArrayList<>();
        int sum = 0;
        for (Message next = from.receive(timeoutMillis);
                next != null;
                next = sum < bytes ? from.receiveNoWait() : null) {
            byte[] body = next.getBody(byte[].class);
            received.add(new Waiting(body == null ? new byte[0] : body, next.getJMSTimestamp()));
            sum += received.get(received.size() - 1).body().length;
        }
        return received;
    }

    /** Everything that was received has arrived or was given up; until then it comes again to whoever asks next. */
    public void commit() throws JMSException {
        session.commit();
    }

    @Override
    public void close() {
        try {
            if (consumer != null) {
                // A server's pool keeps the session with its transaction: whoever gets it next would commit what was
                // received here and not delivered.
                session.rollback();
            }
        } catch (JMSException | RuntimeException e) {
            LOG.log(System.Logger.Level.DEBUG, "The connection to the broker was lost before it was let go", e);
        }
        try {
            connection.close();
        } catch (JMSException | RuntimeException e) {
            LOG.log(System.Logger.Level.DEBUG, "The connection to the broker was lost before it was closed", e);
        }
    }
}
