package aigateway.otlp;

import aigateway.delivery.Broker;
import aigateway.store.Database;
import aigateway.telemetry.SpanStore;
import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.EJB;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;

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
            @ActivationConfigProperty(propertyName = "subscriptionName", propertyValue = "store"),
            @ActivationConfigProperty(propertyName = "clientId", propertyValue = Broker.CLIENT),
            @ActivationConfigProperty(propertyName = "shareSubscriptions", propertyValue = "true"),
            @ActivationConfigProperty(propertyName = "acknowledgeMode", propertyValue = "Dups-ok-acknowledge"),
            @ActivationConfigProperty(propertyName = "maxSession", propertyValue = "1")
        })
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class StoreBean implements MessageListener {

    private static final System.Logger LOG = System.getLogger(StoreBean.class.getName());
    private static final long PAUSE_MILLIS = 2_000;

    @EJB
    SpanStore store;

    @EJB
    Database database;

    @Inject
    Pace pace;

    @Override
    public void onMessage(Message message) {
        ExportTraceServiceRequest spans;
        try {
            pace.await(message);
            spans = ExportTraceServiceRequest.parseFrom(message.getBody(byte[].class));
        } catch (JMSException | InvalidProtocolBufferException e) {
            throw new UndeliverableException("A message on the topic of spans holds none", e);
        }
        boolean held = false;
        while (!kept(spans)) {
            if (!held) {
                LOG.log(System.Logger.Level.WARNING, "The database is away; spans wait with the broker");
            }
            held = true;
            pause();
        }
    }

    /** @return false when the database is away; whatever else goes wrong is thrown, and the broker tries again */
    private boolean kept(ExportTraceServiceRequest spans) {
        try {
            store.save(spans);
            return true;
        } catch (RuntimeException e) {
            if (database.isReachable()) {
                throw e;
            }
            return false;
        }
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
