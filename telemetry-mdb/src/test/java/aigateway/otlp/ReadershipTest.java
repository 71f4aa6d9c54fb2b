package aigateway.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.delivery.Broker;
import jakarta.jms.Connection;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import java.nio.file.Path;
import java.util.List;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadershipTest {

    private static final int BROKER = 9_431;

    @TempDir
    Path directory;

    private final Readership readership = new Readership(List.of(Broker.STORE));
    private TestBroker broker;
    private Connection asking;
    private Connection reading;
    private Session session;
    private Session readers;
    private Topic topic;

    @BeforeEach
    void start() throws Exception {
        broker = new TestBroker(directory, BROKER);
        // As a server's pool gives them: many of the same id.
        ActiveMQConnectionFactory factory = (ActiveMQConnectionFactory) broker.factory();
        factory.setClientID(Broker.CLIENT);
        factory.setEnableSharedClientID(true);
        asking = factory.createConnection();
        reading = factory.createConnection();
        reading.start();
        session = asking.createSession();
        readers = reading.createSession();
        topic = session.createTopic(Broker.ADDRESS);
    }

    @AfterEach
    void stop() throws Exception {
        asking.close();
        reading.close();
        broker.close();
    }

    @Test
    void whatNobodyReadsIsToldWhenItIsSeenForTheSecondTime() throws Exception {
        assertThat(readership.unread(session, topic)).isEmpty();
        assertThat(readership.unread(session, topic)).containsExactly(Broker.STORE);
        assertThat(readership.unread(session, topic)).isEmpty();
        assertThat(readership.unread(session, topic)).containsExactly(Broker.STORE);
    }

    @Test
    void whatIsForgottenHasBeenSeenNever() throws Exception {
        readership.unread(session, topic);
        readership.forget();

        assertThat(readership.unread(session, topic)).isEmpty();
    }

    @Test
    void whatIsReadIsReadByMore() throws Exception {
        MessageConsumer reader = readers.createSharedDurableConsumer(topic, Broker.STORE);
        readership.unread(session, topic);
        assertThat(readership.unread(session, topic)).isEmpty();

        readers.createProducer(topic).send(readers.createTextMessage("still comes"));
        assertThat(reader.receive(5_000)).isNotNull();
    }

    @Test
    void whatWaitsIsTakenByNobody() throws Exception {
        readers.createSharedDurableConsumer(topic, Broker.STORE).close();
        readers.createProducer(topic).send(readers.createTextMessage("waits"));
        readership.unread(session, topic);
        readership.unread(session, topic);

        MessageConsumer reader = readers.createSharedDurableConsumer(topic, Broker.STORE);
        assertThat(reader.receive(5_000)).isNotNull().satisfies(message -> assertThat(message.getJMSRedelivered())
                .isFalse());
    }
}
