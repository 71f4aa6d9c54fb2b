package aigateway.web.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMAcceptorFactory;
import org.apache.activemq.artemis.core.security.CheckType;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.activemq.artemis.jms.client.ActiveMQTopic;
import org.apache.activemq.artemis.spi.core.security.ActiveMQSecurityManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a real broker that has never heard of the topic, and as it comes: what it made by itself it removes again. */
class JmsSpanTopicTest {

    private static final Topic SPANS = new ActiveMQTopic("spans");

    @TempDir
    Path directory;

    /** What the account may not do. */
    private Set<CheckType> forbidden = Set.of();

    private final EmbeddedActiveMQ broker = new EmbeddedActiveMQ();
    private final ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory("vm://12");
    private final JmsSpanTopic topic = new JmsSpanTopic(factory, SPANS);

    @BeforeEach
    void start() throws Exception {
        ConfigurationImpl configuration = new ConfigurationImpl();
        configuration
                .setPersistenceEnabled(false)
                .setSecurityEnabled(true)
                .setSecurityInvalidationInterval(0)
                .setJMXManagementEnabled(false)
                .setJournalDirectory(directory.toString())
                .addAcceptorConfiguration(
                        new TransportConfiguration(InVMAcceptorFactory.class.getName(), Map.of("serverId", "12")));
        broker.setConfiguration(configuration).setSecurityManager(new Account()).start();
        // As the adapter makes it.
        factory.setClientID("ai-gateway");
        factory.setEnableSharedClientID(true);
    }

    @AfterEach
    void stop() throws Exception {
        topic.close();
        factory.close();
        broker.stop();
    }

    @Test
    void whatIsPublishedBeforeAnybodyReadsWaitsForBoth() throws Exception {
        publish("early");

        assertThat(queue("ai-gateway.store").isAutoDelete()).isFalse();
        assertThat(queue("ai-gateway.export").isAutoDelete()).isFalse();
        assertThat(read("store")).containsExactly("early");
        assertThat(read("export")).containsExactly("early");
    }

    @Test
    void whatWaitsStaysAsItWasWhenAnotherConnectionIsOpened() throws Exception {
        publish("first");
        topic.close();
        publish("second");

        assertThat(read("store")).containsExactly("first", "second");
        assertThat(read("export")).containsExactly("first", "second");
    }

    /** Somebody else made the subscriptions, or nobody; either way it is no reason to keep everything. */
    @Test
    void accountThatMayNotSubscribePublishesAllTheSame() throws Exception {
        publish("first");
        topic.close();
        forbidden = Set.of(CheckType.CREATE_DURABLE_QUEUE, CheckType.CONSUME);
        publish("second");

        forbidden = Set.of();
        assertThat(read("store")).containsExactly("first", "second");
    }

    /** A subscription of another name would keep everything for nobody. */
    @Test
    void nothingIsSubscribedToUnderAnotherClientsName() throws Exception {
        factory.setClientID(null);
        publish("early");

        assertThat(broker.getActiveMQServer().getPostOffice().listQueuesForAddress(SimpleString.of("spans")))
                .isEmpty();
    }

    private void publish(String text) throws JMSException {
        topic.send(text.getBytes(StandardCharsets.UTF_8), false);
        topic.commit();
    }

    private Queue queue(String name) {
        return broker.getActiveMQServer().locateQueue(SimpleString.of(name));
    }

    private List<String> read(String subscription) throws JMSException {
        List<String> texts = new ArrayList<>();
        try (Connection connection = factory.createConnection();
                Session session = connection.createSession();
                MessageConsumer consumer = session.createSharedDurableConsumer(SPANS, subscription)) {
            connection.start();
            for (Message next = consumer.receive(20_000); next != null; next = consumer.receiveNoWait()) {
                assertThat(next.getIntProperty("JMSXDeliveryCount")).isEqualTo(1);
                texts.add(new String(next.getBody(byte[].class), StandardCharsets.UTF_8));
            }
        }
        return texts;
    }

    private final class Account implements ActiveMQSecurityManager {

        @Override
        public boolean validateUser(String user, String password) {
            return true;
        }

        @Override
        public boolean validateUserAndRole(String user, String password, Set<Role> roles, CheckType check) {
            return !forbidden.contains(check);
        }
    }
}
