package aigateway.broker;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.Session;
import java.nio.file.Path;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMConnectorFactory;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.jms.client.ActiveMQDestination;
import org.apache.activemq.artemis.jms.client.ActiveMQTopic;
import org.apache.activemq.artemis.ra.ActiveMQRAManagedConnectionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatewayResourceAdapterTest {

    @TempDir
    Path directory;

    /** Two at once, since a client id belongs to one connection only where it is not said to be shared. */
    @Test
    void whoSubscribesOverAConnectionGetsTheQueueThatABeanOfTheSameNameHas() throws Exception {
        SimpleString bean = ActiveMQDestination.createQueueNameForSubscription(true, "ai-gateway", "store");
        EmbeddedBroker broker = new EmbeddedBroker(directory);
        broker.start();
        try {
            ConnectionFactory factory = factory();
            try (Connection one = factory.createConnection();
                    Session first = one.createSession(true, Session.SESSION_TRANSACTED);
                    Connection other = factory.createConnection();
                    Session second = other.createSession(true, Session.SESSION_TRANSACTED)) {
                assertThat(one.getClientID()).isEqualTo("ai-gateway");
                first.createSharedDurableConsumer(new ActiveMQTopic("spans"), "store")
                        .close();
                second.createSharedDurableConsumer(new ActiveMQTopic("spans"), "store")
                        .close();

                Queue queue = broker.server().locateQueue(bean);
                assertThat(queue).isNotNull();
                assertThat(queue.getAddress().toString()).isEqualTo("spans");
                assertThat(queue.isDurable()).isTrue();
                assertThat(queue.isAutoDelete()).isFalse();
            }
        } finally {
            broker.stop();
        }
    }

    private static ConnectionFactory factory() throws Exception {
        GatewayResourceAdapter adapter = new GatewayResourceAdapter();
        adapter.setConnectorClassName(InVMConnectorFactory.class.getName());
        adapter.setConnectionParameters("serverId=0");
        ActiveMQRAManagedConnectionFactory connections = new ActiveMQRAManagedConnectionFactory();
        connections.setAllowLocalTransactions(true);
        connections.setResourceAdapter(adapter);
        return (ConnectionFactory) connections.createConnectionFactory();
    }
}
