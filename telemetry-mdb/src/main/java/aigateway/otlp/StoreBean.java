package aigateway.otlp;

import aigateway.delivery.Broker;
import aigateway.delivery.ExporterQueue;
import aigateway.delivery.StoreStatus;
import aigateway.store.Database;
import aigateway.telemetry.SpanStore;
import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import jakarta.annotation.Resource;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.EJB;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import java.time.Duration;

/**
 * Brings every message of spans into the database. A message may come twice; the store keeps a span once. While the
 * database is away the message is held, since that is no fault of the message's: the broker keeps the rest.
 */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(propertyName = "resourceAdapter", propertyValue = Broker.ADAPTER),
            @ActivationConfigProperty(propertyName = "destinationType", propertyValue = "jakarta.jms.Topic"),
            @ActivationConfigProperty(propertyName = "destination", propertyValue = Broker.ADDRESS),
            @ActivationConfigProperty(propertyName = "useJNDI", propertyValue = "false"),
            @ActivationConfigProperty(propertyName = "subscriptionDurability", propertyValue = "Durable"),
            @ActivationConfigProperty(propertyName = "subscriptionName", propertyValue = Broker.STORE),
            @ActivationConfigProperty(propertyName = "clientId", propertyValue = Broker.CLIENT),
            @ActivationConfigProperty(propertyName = "shareSubscriptions", propertyValue = "true"),
            @ActivationConfigProperty(propertyName = "acknowledgeMode", propertyValue = "Dups-ok-acknowledge"),
            @ActivationConfigProperty(propertyName = "maxSession", propertyValue = "1")
        })
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class StoreBean implements MessageListener {

    private static final System.Logger LOG = System.getLogger(StoreBean.class.getName());
    private static final long PAUSE_MILLIS = 2_000;
    private static final long LOCKED_NANOS = Duration.ofMinutes(15).toNanos();
    /** Fewer than a broker makes before it puts a message aside where nobody looks. */
    private static final int MOST_ATTEMPTS = 8;

    @Resource(lookup = Broker.CONNECTION_FACTORY)
    ConnectionFactory factory;

    @EJB
    SpanStore store;

    @EJB
    Database database;

    @Inject
    DeliveryFigures figures;

    @Inject
    Pace pace;

    @Override
    public void onMessage(Message message) {
        byte[] body;
        int attempt;
        try {
            pace.await(message);
            body = message.getBody(byte[].class);
            attempt = message.getIntProperty("JMSXDeliveryCount");
        } catch (JMSException e) {
            throw new UndeliverableException("A message on the topic of spans cannot be read", e);
        }
        ExportTraceServiceRequest spans;
        try {
            spans = ExportTraceServiceRequest.parseFrom(body);
        } catch (InvalidProtocolBufferException e) {
            giveUp(body, 0, "not OTLP: " + e.getMessage());
            return;
        }
        try {
            keep(spans);
        } catch (RuntimeException e) {
            String reason = reason(e);
            figures.of(StoreStatus.NAME).failed(reason);
            if (attempt < MOST_ATTEMPTS) {
                throw e;
            }
            giveUp(body, SpanCount.of(spans), reason);
        }
    }

    /**
     * What fails while the database answers is thrown: it is the message's fault, and may be gone the next time. Not so
     * what takes too long, for a while: another holds the table. Nor what is refused whatever it says: there is no space,
     * say, and the next message would fare no better.
     */
    private void keep(ExportTraceServiceRequest spans) {
        boolean held = false;
        long until = System.nanoTime() + LOCKED_NANOS;
        while (true) {
            try {
                int kept = store.save(spans);
                figures.of(StoreStatus.NAME).delivered(kept, 0, "");
                return;
            } catch (RuntimeException e) {
                boolean isLocked = Database.isCutShort(e) && System.nanoTime() < until;
                if (!isLocked && !Database.isUnready(e) && database.isReachable()) {
                    throw e;
                }
                if (!held) {
                    LOG.log(
                            System.Logger.Level.WARNING,
                            "The database does not take spans; they wait with the broker",
                            e);
                }
                figures.of(StoreStatus.NAME).failed(reason(e));
                held = true;
            }
            pause();
        }
    }

    /** It is put beside what exporters have given up, where an administrator sees it. */
    private void giveUp(byte[] body, long spans, String reason) {
        try (ExporterQueue letters = ExporterQueue.toSend(factory)) {
            letters.bury(StoreStatus.NAME, reason, spans, body);
        } catch (JMSException e) {
            throw new UndeliverableException("A message that cannot be kept cannot be put aside either", e);
        }
        figures.of(StoreStatus.NAME).gaveUp(reason);
        LOG.log(
                System.Logger.Level.WARNING,
                "The store gives a message up, it is kept in {0}: {1}",
                ExporterQueue.DEAD_LETTERS,
                reason);
    }

    /** What the database said, under what the container and the store made of it. */
    private static String reason(RuntimeException failure) {
        Throwable deepest = failure;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return String.valueOf(deepest.getMessage());
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UndeliverableException("The application stops", e);
        }
    }
}
