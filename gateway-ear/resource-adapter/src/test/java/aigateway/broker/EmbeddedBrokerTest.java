package aigateway.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.JMSContext;
import jakarta.jms.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerTest {

    private static final int WAIT_MILLIS = 5_000;

    @TempDir
    Path directory;

    @Test
    void messagesOfDurableSubscriptionSurviveRestart() throws Exception {
        EmbeddedBroker first = new EmbeddedBroker(directory);
        first.start();
        try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory("vm://0");
                JMSContext context = factory.createContext()) {
            context.setClientID("gateway");
            Topic spans = context.createTopic("spans");
            context.createDurableConsumer(spans, "store").close();
            context.createProducer().send(spans, "kept");
        }
        first.stop();

        EmbeddedBroker second = new EmbeddedBroker(directory);
        second.start();
        try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory("vm://0");
                JMSContext context = factory.createContext()) {
            context.setClientID("gateway");
            String received = context.createDurableConsumer(context.createTopic("spans"), "store")
                    .receiveBody(String.class, WAIT_MILLIS);
            assertThat(received).isEqualTo("kept");
        } finally {
            second.stop();
        }
    }

    @Test
    void brokerThatStoppedItselfRunsAgainWithWhatItHad() throws Exception {
        EmbeddedBroker broker = new EmbeddedBroker(directory);
        broker.start();
        try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory("vm://0");
                JMSContext context = factory.createContext()) {
            context.createProducer().send(context.createQueue("spans"), "kept");
        }

        // As it does itself after a write that failed.
        ActiveMQServer failed = broker.server();
        failed.fail(false);
        assertThat(failed.isActive()).isFalse();

        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(4 * WAIT_MILLIS);
        while (!broker.server().isActive()) {
            assertThat(System.nanoTime()).as("nanoseconds").isLessThan(deadline);
            Thread.sleep(100);
        }
        try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory("vm://0");
                JMSContext context = factory.createContext()) {
            assertThat(context.createConsumer(context.createQueue("spans")).receiveBody(String.class, WAIT_MILLIS))
                    .isEqualTo("kept");
        } finally {
            broker.stop();
        }
    }

    @Test
    void messageWhoseTimeIsOverIsNowhere() throws Exception {
        EmbeddedBroker broker = new EmbeddedBroker(directory);
        broker.start();
        try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory("vm://0");
                JMSContext context = factory.createContext()) {
            for (String queue : new String[] {"spans.dead", "spans.export.logfire"}) {
                context.createProducer().setTimeToLive(1).send(context.createQueue(queue), "old");
                Thread.sleep(10);
                assertThat(context.createConsumer(context.createQueue(queue)).receiveBody(String.class, 200))
                        .isNull();
            }
            assertThat(context.createConsumer(context.createQueue("DLQ")).receiveBody(String.class, 500))
                    .isNull();
        } finally {
            broker.stop();
        }
    }

    @Test
    void journalThatIsNoneIsNamedWithWhatToDo() throws Exception {
        EmbeddedBroker first = new EmbeddedBroker(directory);
        first.start();
        first.stop();
        Path folder = directory.resolve("broker");
        byte[] noise = new byte[3000];
        new Random(1).nextBytes(noise);
        Files.write(folder.resolve("journal/activemq-data-1.amq"), noise);

        assertThatThrownBy(new EmbeddedBroker(directory)::start)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("its journal in " + folder + ".")
                .hasMessageContaining("restore it from a backup")
                .hasMessageContaining("version mismatch");
    }

    @Test
    void folderThatIsNoneIsNamed() throws Exception {
        Path folder = Files.writeString(directory.resolve("broker"), "in the way");

        assertThatThrownBy(new EmbeddedBroker(directory)::start).hasMessageContaining("its journal in " + folder + ".");
    }

    @Test
    void messagesThatWaitGoToDisk() throws Exception {
        assertThat(EmbeddedBroker.configuration(directory).getAddressSettings().get("#"))
                .satisfies(settings -> assertThat(settings.getMaxSizeBytes()).isPositive())
                .satisfies(settings ->
                        assertThat(settings.getPageSizeBytes()).isLessThan((int) settings.getMaxSizeBytes()));
    }
}
