package aigateway.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aigateway.delivery.DeadLetters.Selection;
import aigateway.delivery.ExporterQueue.Waiting;
import aigateway.store.TestDatabase;
import aigateway.telemetry.SpanStore;
import aigateway.telemetry.StoreException;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import jakarta.jms.ConnectionFactory;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMAcceptorFactory;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a real broker. */
class DeadLettersTest {

    private static final Selection ALL = new Selection(null, List.of());

    @TempDir
    Path directory;

    private final EmbeddedActiveMQ broker = new EmbeddedActiveMQ();
    private final ConnectionFactory factory = new ActiveMQConnectionFactory("vm://8");
    private final TestDatabase database = TestDatabase.h2();
    private final DeliveryLedger ledger = new DeliveryLedger(database.dataSource(), InstantSource.system());
    private final List<ExportTraceServiceRequest> stored = new ArrayList<>();
    private boolean full;
    private final SpanStore store = new SpanStore() {
        @Override
        public int save(ExportTraceServiceRequest message) {
            if (full) {
                throw new StoreException("Spans cannot be kept now", new SQLException("disk full"));
            }
            stored.add(message);
            return message.getResourceSpansCount();
        }
    };
    private final DeadLetters letters = new DeadLetters(factory, ledger, store);

    @BeforeEach
    void start() throws Exception {
        ConfigurationImpl configuration = new ConfigurationImpl();
        configuration
                .setPersistenceEnabled(false)
                .setSecurityEnabled(false)
                .setJMXManagementEnabled(false)
                .setJournalDirectory(directory.toString())
                .addAcceptorConfiguration(
                        new TransportConfiguration(InVMAcceptorFactory.class.getName(), Map.of("serverId", "8")));
        broker.setConfiguration(configuration).start();
    }

    @AfterEach
    void stop() throws Exception {
        ((ActiveMQConnectionFactory) factory).close();
        broker.stop();
        database.close();
    }

    @Test
    void nothingWasGivenUpYet() {
        assertThat(letters.list(ALL, 10)).isEmpty();
        assertThat(letters.replay(ALL)).isZero();
        assertThat(letters.discard(ALL)).isZero();
    }

    @Test
    void listTellsForWhomAndWhy() throws Exception {
        bury("a", "HTTP 400", 3);
        bury("b's", "not OTLP", 0);
        assertThat(letters.list(ALL, 10)).hasSize(2).first().satisfies(letter -> {
            assertThat(letter.exporter()).isEqualTo("a");
            assertThat(letter.reason()).isEqualTo("HTTP 400");
            assertThat(letter.spans()).isEqualTo(3);
            assertThat(letter.at()).isNotNull();
        });
        assertThat(letters.list(ALL, 1)).hasSize(1);
        assertThat(letters.list(new Selection("b's", List.of()), 10))
                .extracting(DeadLetter::reason)
                .containsExactly("not OTLP");
        assertThat(letters.list(new Selection("x' OR exporter = 'a", List.of()), 10))
                .isEmpty();
    }

    @Test
    void whatTheStoreGaveUpIsKeptAtOnceOrStays() throws Exception {
        ExportTraceServiceRequest message = ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(ResourceSpans.getDefaultInstance())
                .build();
        try (ExporterQueue queue = ExporterQueue.toSend(factory)) {
            queue.bury(StoreStatus.NAME, "value too long", 1, message.toByteArray());
        }
        full = true;
        assertThatThrownBy(() -> letters.replay(ALL))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("cannot be kept");
        assertThat(letters.list(ALL, 10)).extracting(DeadLetter::exporter).containsExactly(StoreStatus.NAME);

        full = false;
        assertThat(letters.replay(ALL)).isEqualTo(1);
        assertThat(stored).containsExactly(message);
        assertThat(letters.list(ALL, 10)).isEmpty();
    }

    @Test
    void replayGivesBackToTheExporterWhatItWasSent() throws Exception {
        for (int i = 0; i < 150; i++) {
            bury("a", "HTTP 401", 1);
        }
        bury("b", "HTTP 401", 1);
        assertThat(letters.replay(new Selection("a", List.of()))).isEqualTo(150);
        assertThat(letters.list(ALL, 10)).extracting(DeadLetter::exporter).containsExactly("b");
        try (ExporterQueue queue = ExporterQueue.toReceive(factory, "a")) {
            List<Waiting> waiting = queue.receive(1_000_000, 10_000);
            assertThat(waiting).hasSize(150);
            assertThat(waiting.get(0).body()).isEqualTo(new byte[] {1, 2, 3});
            queue.commit();
        }
    }

    @Test
    void onlyTheChosenAreReplayed() throws Exception {
        bury("a", "1", 1);
        bury("a", "2", 1);
        bury("a", "3", 1);
        DeadLetter second = letters.list(ALL, 10).get(1);
        assertThat(letters.replay(new Selection(null, List.of(second.id(), "no such letter"))))
                .isEqualTo(1);
        assertThat(letters.list(ALL, 10)).extracting(DeadLetter::reason).containsExactly("1", "3");
        assertThat(letters.replay(new Selection("b", List.of(second.id())))).isZero();
    }

    @Test
    void whatIsDiscardedIsGoneAndCounted() throws Exception {
        bury("a", "HTTP 400", 3);
        bury("a", "HTTP 400", 4);
        assertThat(letters.discard(new Selection("a", List.of()))).isEqualTo(2);
        assertThat(letters.list(ALL, 10)).isEmpty();
        assertThat(ledger.read().get("a").dropped()).isEqualTo(7);
    }

    @Test
    void brokerSaysHowManyWait() throws Exception {
        try (ExporterQueue queue = ExporterQueue.toSend(factory)) {
            for (int i = 0; i < 5; i++) {
                queue.send("some.exporter@home", new byte[] {1});
            }
        }
        bury("a", "1", 1);
        bury("b's", "2", 1);
        bury("b's", "3", 1);
        try (BrokerFigures figures = new BrokerFigures(factory)) {
            assertThat(figures.messages(ExporterQueue.address("some.exporter@home")))
                    .isEqualTo(5);
            assertThat(figures.messages(ExporterQueue.address("nobody"))).isEqualTo(0);
            assertThat(figures.messages(ExporterQueue.DEAD_LETTERS, "exporter = 'b''s'"))
                    .isEqualTo(2);
            assertThat(figures.messages(ExporterQueue.DEAD_LETTERS, "exporter = 'c'"))
                    .isEqualTo(0);
        }
    }

    @Test
    void brokerThatDoesNotCountIsReadUpToALimit() throws Exception {
        try (ExporterQueue queue = ExporterQueue.toSend(factory)) {
            for (int i = 0; i < BrokerFigures.MOST_READ + 5; i++) {
                queue.send("many", new byte[] {1});
            }
            queue.send("one", new byte[] {1});
        }
        bury("a", "1", 1);
        bury("b", "2", 1);
        try (BrokerFigures figures = new BrokerFigures(factory)) {
            assertThat(figures.read(ExporterQueue.address("many"), "")).isEqualTo(BrokerFigures.MOST_READ);
            assertThat(figures.read(ExporterQueue.address("one"), "")).isEqualTo(1);
            assertThat(figures.read(ExporterQueue.address("nobody"), "")).isZero();
            assertThat(figures.read(ExporterQueue.DEAD_LETTERS, "exporter = 'a'"))
                    .isEqualTo(1);
        }
    }

    @Test
    void noTwoExportersShareAQueue() {
        List<String> names = List.of("a.b", "a_b", "a-b", "a@b", "a+b", "a~b", "ab", "a2eb", "A.b");
        assertThat(names.stream().map(ExporterQueue::address).distinct()).hasSameSizeAs(names);
        assertThat(names).allSatisfy(name -> assertThat(ExporterQueue.address(name))
                .matches("spans\\.export\\.[A-Za-z0-9_~-]+"));
    }

    private void bury(String exporter, String reason, long spans) throws Exception {
        try (ExporterQueue queue = ExporterQueue.toReceive(factory, "gravedigger")) {
            queue.bury(exporter, reason, spans, new byte[] {1, 2, 3});
            queue.commit();
        }
        // In the order of their moments, which are whole milliseconds.
        Thread.sleep(2);
    }
}
