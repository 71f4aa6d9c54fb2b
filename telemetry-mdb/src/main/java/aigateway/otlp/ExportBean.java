package aigateway.otlp;

import aigateway.delivery.Broker;
import aigateway.delivery.ExporterQueue;
import aigateway.delivery.Exporters;
import aigateway.manifest.type.OtelConfig.Exporter;
import aigateway.otlp.metrics.SpanMetrics;
import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gives every exporter its own copy of each message, in a queue of its own: from there on a backend that is down
 * delays nobody else and has nothing repeated to it that it has taken.
 */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(propertyName = "resourceAdapter", propertyValue = Broker.ADAPTER),
            @ActivationConfigProperty(propertyName = "destinationType", propertyValue = "jakarta.jms.Topic"),
            @ActivationConfigProperty(propertyName = "destination", propertyValue = Broker.ADDRESS),
            @ActivationConfigProperty(propertyName = "useJNDI", propertyValue = "false"),
            @ActivationConfigProperty(propertyName = "subscriptionDurability", propertyValue = "Durable"),
            @ActivationConfigProperty(propertyName = "subscriptionName", propertyValue = Broker.EXPORT),
            @ActivationConfigProperty(propertyName = "clientId", propertyValue = Broker.CLIENT),
            @ActivationConfigProperty(propertyName = "shareSubscriptions", propertyValue = "true"),
            @ActivationConfigProperty(propertyName = "acknowledgeMode", propertyValue = "Dups-ok-acknowledge"),
            @ActivationConfigProperty(propertyName = "maxSession", propertyValue = "1")
        })
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ExportBean implements MessageListener {

    private static final System.Logger LOG = System.getLogger(ExportBean.class.getName());
    private static final long WAIT_MILLIS = 100;
    private static final int MOST_WAITS = 600;

    @Resource(lookup = Broker.CONNECTION_FACTORY)
    ConnectionFactory factory;

    @Inject
    Exporters exporters;

    @Inject
    SpanMetrics metrics;

    @Inject
    Pace pace;

    private @Nullable ExporterQueue queues;

    @Override
    public void onMessage(Message message) {
        awaitExporters();
        List<Exporter> all = exporters.current();
        try {
            pace.await(message);
            boolean read = metrics.isAskedFor() || !exporters.metrics().isEmpty();
            boolean measured = read && !message.getBooleanProperty(Broker.FOREIGN);
            if (all.isEmpty() && !measured) {
                return;
            }
            byte[] body = message.getBody(byte[].class);
            queue(body, all);
            // Last: a message that could not be queued comes again, and would be counted again.
            if (measured) {
                count(body);
            }
        } catch (JMSException | RuntimeException e) {
            close();
            throw new UndeliverableException("Spans could not be queued for the exporters", e);
        }
    }

    private void queue(byte[] body, List<Exporter> all) throws JMSException {
        if (all.isEmpty()) {
            return;
        }
        ExporterQueue open = queues;
        if (open == null) {
            open = ExporterQueue.toSend(factory);
            queues = open;
        }
        for (Exporter exporter : all) {
            open.send(exporter.name(), body);
        }
    }

    /** What is no message of spans adds nothing up; whoever exports it says so. */
    private void count(byte[] body) {
        try {
            metrics.count(ExportTraceServiceRequest.parseFrom(body));
        } catch (InvalidProtocolBufferException e) {
            LOG.log(System.Logger.Level.DEBUG, "A message on the topic of spans holds none", e);
        }
    }

    /** Waits here and does not refuse at once, since a broker gives up a message that is refused a few times. */
    private void awaitExporters() {
        try {
            for (int waited = 0; !exporters.areKnown(); waited++) {
                if (waited == MOST_WAITS) {
                    throw new UndeliverableException(
                            "Spans cannot be queued for exporters nobody knows",
                            new IllegalStateException("the manifests have not been read"));
                }
                Thread.sleep(WAIT_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UndeliverableException("Stopped before it was known where spans go", e);
        }
    }

    @PreDestroy
    void close() {
        ExporterQueue open = queues;
        queues = null;
        if (open != null) {
            open.close();
        }
    }
}
