package aigateway.delivery;

import jakarta.ejb.Singleton;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSConnectionFactoryDefinition;
import jakarta.jms.JMSDestinationDefinition;
import jakarta.jms.JMSException;
import org.jspecify.annotations.Nullable;

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

    /**
     * Opens a connection as whoever the settings name. The adapter that we ship knows that itself; WildFly makes one for
     * the application's factory and tells it of nobody.
     */
    public static Connection connect(ConnectionFactory factory) throws JMSException {
        String user = setting("gateway.broker.user", "GATEWAY_BROKER_USER");
        return user == null
                ? factory.createConnection()
                : factory.createConnection(user, setting("gateway.broker.password", "GATEWAY_BROKER_PASSWORD"));
    }

    private static @Nullable String setting(String property, String variable) {
        String value = System.getProperty(property, System.getenv(variable));
        return value == null || value.isBlank() ? null : value;
    }

    static final String STORE_QUEUE = CLIENT + "." + STORE;
    /** A property of messages that applications sent. Their spans are no work of the gateway's: they add nothing to its figures. */
    public static final String FOREIGN = "foreign";
}
