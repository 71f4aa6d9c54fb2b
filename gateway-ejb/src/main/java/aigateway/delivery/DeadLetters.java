package aigateway.delivery;

import aigateway.telemetry.SpanStore;
import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What exporters have given up: to look at, to send again, to throw away. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class DeadLetters {

    /** Moved in one transaction. */
    private static final int TOGETHER = 64;

    private static final long KEPT_MILLIS = 7L * 24 * 60 * 60 * 1_000;

    @Resource(lookup = Broker.CONNECTION_FACTORY)
    ConnectionFactory factory;

    @EJB
    DeliveryLedger ledger;

    @EJB
    SpanStore store;

    private final InstantSource clock = InstantSource.system();

    /** For the container. */
    public DeadLetters() {}

    DeadLetters(ConnectionFactory factory, DeliveryLedger ledger, SpanStore store) {
        this.factory = factory;
        this.ledger = ledger;
        this.store = store;
    }

    /**
     * Which letters are meant.
     *
     * @param exporter of this one only; null: of all
     * @param ids these only; empty: all
     */
    public record Selection(@Nullable String exporter, Collection<String> ids) {

        public Selection {
            ids = List.copyOf(ids);
        }

        /** In the language of JMS selectors. What was given up after the moment is not meant: it may be the same again. */
        String selector(Instant until) {
            List<String> parts = new ArrayList<>();
            parts.add("JMSTimestamp <= " + until.toEpochMilli());
            if (exporter != null) {
                parts.add(ExporterQueue.EXPORTER + " = " + quoted(exporter));
            }
            if (!ids.isEmpty()) {
                parts.add(ExporterQueue.LETTER
                        + ids.stream().map(Selection::quoted).collect(Collectors.joining(", ", " IN (", ")")));
            }
            return String.join(" AND ", parts);
        }

        private static String quoted(String text) {
            return "'" + text.replace("'", "''") + "'";
        }
    }

    /** The oldest first, at most so many. */
    public List<DeadLetter> list(Selection selection, int most) {
        try (Connection connection = Broker.connect(factory);
                Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
                QueueBrowser browser = session.createBrowser(
                        session.createQueue(ExporterQueue.DEAD_LETTERS), selection.selector(clock.instant()))) {
            connection.start();
            List<DeadLetter> letters = new ArrayList<>();
            for (Enumeration<?> all = browser.getEnumeration(); letters.size() < most && all.hasMoreElements(); ) {
                letters.add(letter((Message) all.nextElement()));
            }
            return letters;
        } catch (JMSException e) {
            throw new UnavailableException("The broker does not answer", e);
        }
    }

    /**
     * Gives them back to their exporters, which begin anew with them. What the store has given up is kept at once.
     *
     * @return how many there were
     * @throws UnavailableException when the broker or the store does not take them; what was not taken stays
     */
    public int replay(Selection selection) {
        return take(selection, (letter, session, producer) -> {
            String exporter = letter.getStringProperty(ExporterQueue.EXPORTER);
            byte[] body = letter.getBody(byte[].class);
            if (exporter.equals(StoreStatus.NAME)) {
                keep(body);
                return;
            }
            BytesMessage again = session.createBytesMessage();
            again.writeBytes(body);
            producer.send(session.createQueue(ExporterQueue.address(exporter)), again);
        });
    }

    private void keep(byte[] body) {
        try {
            store.save(ExportTraceServiceRequest.parseFrom(body));
        } catch (InvalidProtocolBufferException | RuntimeException e) {
            throw new UnavailableException("The store does not take it", e);
        }
    }

    /** @return how many there were */
    public int discard(Selection selection) {
        Map<String, DeliveryCount> dropped = new HashMap<>();
        int taken = take(
                selection,
                (letter, session, producer) -> dropped.merge(
                        letter.getStringProperty(ExporterQueue.EXPORTER),
                        DeliveryCount.dropped(letter.getLongProperty(ExporterQueue.SPANS)),
                        DeliveryCount::plus));
        ledger.add(dropped);
        return taken;
    }

    /** What is done with a letter, in the transaction that takes it. */
    @FunctionalInterface
    private interface Fate {
        void befall(Message letter, Session session, MessageProducer producer) throws JMSException;
    }

    private int take(Selection selection, Fate fate) {
        try (Connection connection = Broker.connect(factory);
                Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
                MessageProducer producer = session.createProducer(null);
                MessageConsumer letters = session.createConsumer(
                        session.createQueue(ExporterQueue.DEAD_LETTERS), selection.selector(clock.instant()))) {
            connection.start();
            producer.setDeliveryMode(DeliveryMode.PERSISTENT);
            producer.setTimeToLive(KEPT_MILLIS);
            try {
                return take(letters, session, producer, fate);
            } finally {
                // What was not committed stays, and not with a session that the server's pool gives to somebody else.
                session.rollback();
            }
        } catch (JMSException e) {
            throw new UnavailableException("The broker does not answer", e);
        }
    }

    private static int take(MessageConsumer letters, Session session, MessageProducer producer, Fate fate)
            throws JMSException {
        int taken = 0;
        for (Message letter = letters.receiveNoWait(); letter != null; letter = letters.receiveNoWait()) {
            fate.befall(letter, session, producer);
            taken++;
            if (taken % TOGETHER == 0) {
                session.commit();
            }
        }
        session.commit();
        return taken;
    }

    private static DeadLetter letter(Message message) throws JMSException {
        return new DeadLetter(
                message.getStringProperty(ExporterQueue.LETTER),
                message.getStringProperty(ExporterQueue.EXPORTER),
                message.getStringProperty(ExporterQueue.REASON),
                Instant.ofEpochMilli(message.getJMSTimestamp()),
                message.getLongProperty(ExporterQueue.SPANS));
    }
}
