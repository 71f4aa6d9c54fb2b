package aigateway.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.delivery.DeliveryCount;
import aigateway.delivery.ExporterQueue;
import aigateway.manifest.type.OtelConfig.Condition;
import aigateway.manifest.type.OtelConfig.Exporter;
import aigateway.otlp.backend.Backend;
import aigateway.otlp.profile.StandardProfile;
import aigateway.outbound.AddressPolicy;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.Message;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a real broker, and a real server as the backend. */
class DeliveryTest {

    @TempDir
    Path directory;

    private TestBroker broker;
    private ConnectionFactory factory;
    private final FakeBackend server = new FakeBackend();
    private final DeliveryFigures figures = new DeliveryFigures();
    private InstantSource clock = InstantSource.system();

    @BeforeEach
    void startBroker() throws Exception {
        broker = new TestBroker(directory, 7);
        factory = broker.factory();
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
        broker.close();
    }

    @Test
    void whatWaitsIsDeliveredTogetherAndInOrder() throws Exception {
        send("a", 50);
        try (Running running = new Running(server.exporter("a"))) {
            await(() -> figures.exported() == 50);
        }
        assertThat(server.names()).isEqualTo(names(50));
        assertThat(server.requests.size()).isLessThan(50);
    }

    @Test
    void backendThatWasAwayGetsEverythingOnce() throws Exception {
        server.reply = FakeBackend.status(503);
        send("a", 5);
        try (Running running = new Running(server.exporter("a"))) {
            await(() -> figures.failedAttempts() >= 2);
            server.reply = FakeBackend.OK;
            send("a", 5);
            await(() -> figures.exported() == 10);
        }
        assertThat(server.takenNames()).hasSize(10).startsWith("span 0", "span 1");
        assertThat(waiting("a")).isZero();
    }

    @Test
    void whatWasNotDeliveredIsStillThereForTheNext() throws Exception {
        server.reply = FakeBackend.status(503);
        send("a", 3);
        try (Running running = new Running(server.exporter("a"))) {
            await(() -> figures.failedAttempts() >= 1);
        }
        server.reply = FakeBackend.OK;
        try (Running running = new Running(server.exporter("a"))) {
            await(() -> figures.exported() == 3);
        }
        assertThat(server.takenNames()).isEqualTo(names(3));
    }

    @Test
    void exporterThatIsDeadDelaysNoOther() throws Exception {
        try (FakeBackend dead = new FakeBackend()) {
            dead.reply = FakeBackend.status(503);
            send("dead", 3);
            send("a", 3);
            try (Running first = new Running(dead.exporter("dead"));
                    Running second = new Running(server.exporter("a"))) {
                await(() -> figures.exported() == 3);
                assertThat(server.names()).isEqualTo(names(3));
                assertThat(waiting("dead")).isEqualTo(3);
            }
        }
    }

    @Test
    void messageThatIsNotWantedTakesNoOtherWithIt() throws Exception {
        server.reply = exchange -> {
            boolean bad =
                    server.requests.get(server.requests.size() - 1).toString().contains("span 2");
            exchange.sendResponseHeaders(bad ? 400 : 200, -1);
        };
        send("a", 4);
        try (Running running = new Running(server.exporter("a"))) {
            await(() -> figures.exported() == 3 && figures.deadLetters() == 1);
        }
        try (JMSContext context = factory.createContext();
                JMSConsumer letters = context.createConsumer(context.createQueue(ExporterQueue.DEAD_LETTERS))) {
            Message letter = letters.receive(10_000);
            assertThat(letter.getStringProperty("exporter")).isEqualTo("a");
            assertThat(letter.getStringProperty("reason")).isEqualTo("HTTP 400");
            assertThat(letter.getStringProperty("letter")).hasSize(36);
            assertThat(letter.getLongProperty("spans")).isEqualTo(1);
            assertThat(letter.getBody(byte[].class))
                    .isEqualTo(TestMessages.request("span 2").toByteArray());
        }
    }

    @Test
    void messageIsGivenUpAfterADay() throws Exception {
        server.reply = FakeBackend.status(503);
        send("a", 1);
        clock = InstantSource.offset(InstantSource.system(), Duration.ofHours(25));
        try (Running running = new Running(server.exporter("a"))) {
            await(() -> figures.deadLetters() == 1);
        }
        assertThat(waiting("a")).isZero();
    }

    @Test
    void messageThatIsNoneIsPutAside() throws Exception {
        try (ExporterQueue queue = ExporterQueue.toSend(factory)) {
            queue.send("a", new byte[] {1, 2, 3});
        }
        send("a", 1);
        try (Running running = new Running(server.exporter("a"))) {
            await(() -> figures.exported() == 1 && figures.deadLetters() == 1);
        }
    }

    @Test
    void whatNobodyWantsIsNotDeliveredAndDoesNotWait() throws Exception {
        send("a", 3);
        Exporter choosy = choosy(server.exporter("a"));
        try (Running running = new Running(choosy)) {
            await(() -> figures.exported() == 1 && waiting("a") == 0);
        }
        assertThat(server.names()).containsExactly("span 1");
    }

    private static Exporter choosy(Exporter exporter) {
        return new Exporter(
                exporter.name(),
                exporter.type(),
                exporter.endpoint(),
                exporter.encoding(),
                exporter.headers(),
                exporter.profile(),
                exporter.additionalResourceAttributes(),
                exporter.excludeRequestData(),
                List.of(new Condition("spanName", null, "EQUAL", List.of("span 1"))));
    }

    @Test
    void eachExporterHasItsOwnFigures() throws Exception {
        try (FakeBackend busy = new FakeBackend()) {
            busy.reply = FakeBackend.body(503, "full".getBytes(java.nio.charset.StandardCharsets.UTF_8));
            send("busy", 1);
            send("a", 2);
            try (Running first = new Running(busy.exporter("busy"));
                    Running second = new Running(server.exporter("a"))) {
                await(() -> figures.exported() == 2 && figures.failedAttempts() > 0);
            }
        }
        java.util.Map<String, DeliveryCount> news = figures.take();
        assertThat(news.get("a").delivered()).isEqualTo(2);
        assertThat(news.get("a").deliveredAt()).isNotNull();
        assertThat(news.get("a").error()).isNull();
        assertThat(news.get("busy").delivered()).isZero();
        assertThat(news.get("busy").failed()).isPositive();
        assertThat(news.get("busy").error()).isEqualTo("HTTP 503: full");
        assertThat(figures.take()).as("told once").isEmpty();
        figures.putBack(news);
        assertThat(figures.take()).as("unless it could not be told").isEqualTo(news);
    }

    private void send(String exporter, int count) throws Exception {
        try (ExporterQueue queue = ExporterQueue.toSend(factory)) {
            for (int i = 0; i < count; i++) {
                queue.send(exporter, TestMessages.request("span " + i).toByteArray());
            }
        }
    }

    private static List<String> names(int count) {
        return IntStream.range(0, count).mapToObj(i -> "span " + i).toList();
    }

    private long waiting(String exporter) {
        return broker.server().locateQueue(ExporterQueue.address(exporter)).getMessageCount();
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            Thread.sleep(5);
        }
    }

    /** A delivery on its thread; gone when closed. */
    private final class Running implements AutoCloseable {
        private final Delivery delivery;
        private final Thread thread;

        Running(Exporter exporter) {
            delivery = new Delivery(
                    exporter.name(),
                    exporter,
                    factory,
                    new Shaping(exporter, new StandardProfile()),
                    Backend.of(exporter, new AddressPolicy(List.of("127.0.0.1")), clock),
                    figures,
                    clock);
            thread = new Thread(delivery);
            thread.start();
        }

        @Override
        public void close() throws InterruptedException {
            delivery.stop();
            thread.join(20_000);
            assertThat(thread.isAlive()).isFalse();
        }
    }
}
