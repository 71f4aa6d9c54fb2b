package aigateway.delivery;

import jakarta.ejb.Singleton;
import jakarta.jms.JMSConnectionFactoryDefinition;
import jakarta.jms.JMSDestinationDefinition;

/**
 * The names under which an application finds its broker. The adapter decides where the broker is; it is called
 * {@code activemq-ra} on every server. They are given here and not where spans are exported, since the console asks the
 * broker what waits and on Payara Micro is an application of its own.
 */
@Singleton
@JMSConnectionFactoryDefinition(
        name = Broker.CONNECTION_FACTORY,
        interfaceName = "jakarta.jms.ConnectionFactory",
        resourceAdapter = Broker.ADAPTER,
        maxPoolSize = 64,
        properties = {"connectors=in-vm", "allow-local-transactions=true", "client-id=" + Broker.CLIENT})
@JMSDestinationDefinition(
        name = Broker.SPANS,
        interfaceName = "jakarta.jms.Topic",
        destinationName = Broker.ADDRESS,
        resourceAdapter = Broker.ADAPTER,
        properties = {"Address=" + Broker.ADDRESS})
public class Broker {

    public static final String ADAPTER = "activemq-ra";
    public static final String CONNECTION_FACTORY = "java:app/jms/TelemetryCF";
    /**
     * Whose durable subscriptions they are. Connections have it, too: it is part of a subscription's name at the broker.
     * WildFly takes it from the factory's properties, the adapter we ship sets it itself.
     */
    public static final String CLIENT = "ai-gateway";
    /** The topic that every span is published to; each consumer has a durable subscription of its own. */
    public static final String SPANS = "java:app/jms/SpansTopic";
    /**
     * The topic's name at the broker. Message-driven beans are attached on the adapter's threads, where Payara Server does
     * not always find the application's names; the adapter would then quietly listen to a topic of another name.
     */
    public static final String ADDRESS = "spans";
    /** The subscription of whoever keeps spans, and the name under which the broker has its queue. */
    public static final String STORE = "store";

    /** The subscription of whoever passes spans on. */
    public static final String EXPORT = "export";

    static final String STORE_QUEUE = CLIENT + "." + STORE;
    /** A property of messages that applications sent. Their spans are no work of the gateway's: they add nothing to its figures. */
    public static final String FOREIGN = "foreign";
}
