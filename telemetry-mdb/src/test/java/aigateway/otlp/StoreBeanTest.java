package aigateway.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aigateway.delivery.DeliveryCount;
import aigateway.delivery.ExporterQueue;
import aigateway.delivery.StoreStatus;
import aigateway.store.Database;
import aigateway.telemetry.SpanStore;
import aigateway.telemetry.StoreException;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import jakarta.jms.JMSContext;
import jakarta.jms.Message;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a real broker for what is put aside. */
class StoreBeanTest {

    private static final byte[] ONE_SPAN = TestMessages.request("step").toByteArray();

    @TempDir
    Path directory;

    private final StoreBean bean = new StoreBean();
    private final List<ExportTraceServiceRequest> kept = new ArrayList<>();
    private TestBroker broker;
    private boolean refuses;
    private int locked;
    private String state = "57014";
    private int answersAfter;

    @BeforeEach
    void start() throws Exception {
        broker = new TestBroker(directory, 9);
        bean.factory = broker.factory();
        bean.figures = new DeliveryFigures();
        bean.pace = new Pace();
        bean.pace.clock = InstantSource.system();
        bean.pace.processors = () -> 0;
        bean.store = new SpanStore() {
            @Override
            public int save(ExportTraceServiceRequest message) {
                if (locked-- > 0) {
                    throw new StoreException("Spans cannot be kept now", new SQLException("not now", state));
                }
                if (refuses) {
                    throw new StoreException("Spans cannot be kept now", new SQLException("value too long"));
                }
                kept.add(message);
                return 1;
            }
        };
        bean.database = new Database() {
            @Override
            public boolean isReachable() {
                if (answersAfter-- > 0) {
                    refuses = answersAfter > 0;
                    return false;
                }
                return true;
            }
        };
    }

    @AfterEach
    void stop() throws Exception {
        broker.close();
    }

    @Test
    void whatIsKeptIsCountedButNotAsExported() {
        bean.onMessage(message(ONE_SPAN, 1));

        assertThat(kept).hasSize(1);
        assertThat(bean.figures.stored()).isEqualTo(1);
        assertThat(bean.figures.exported()).isZero();
    }

    @Test
    void messageThatTheDatabaseRefusesComesAgainAndIsPutAsideAtLast() throws Exception {
        refuses = true;
        assertThatThrownBy(() -> bean.onMessage(message(ONE_SPAN, 7))).isInstanceOf(StoreException.class);
        assertThat(letters()).isEmpty();

        bean.onMessage(message(ONE_SPAN, 8));

        assertThat(letters()).containsExactly(":store 1 value too long");
        DeliveryCount count = bean.figures.take().get(StoreStatus.NAME);
        assertThat(count.failed()).isEqualTo(2);
        assertThat(count.error()).isEqualTo("value too long");
    }

    @Test
    void messageWaitsForADatabaseThatIsAway() throws Exception {
        refuses = true;
        answersAfter = 1;

        bean.onMessage(message(ONE_SPAN, 1));

        assertThat(kept).hasSize(1);
        assertThat(letters()).isEmpty();
        assertThat(bean.figures.take().get(StoreStatus.NAME).failed()).isEqualTo(1);
    }

    @Test
    void messageWaitsForATableThatAnotherHolds() throws Exception {
        locked = 1;

        bean.onMessage(message(ONE_SPAN, 8));

        assertThat(kept).hasSize(1);
        assertThat(letters()).isEmpty();
    }

    @Test
    void messageWaitsForADatabaseThatHasNoSpaceNow() throws Exception {
        state = "53100";
        locked = 1;

        bean.onMessage(message(ONE_SPAN, 8));

        assertThat(kept).hasSize(1);
        assertThat(letters()).isEmpty();
    }

    @Test
    void whatIsNoOtlpIsPutAsideAtOnce() throws Exception {
        bean.onMessage(message(new byte[] {1, 2, 3}, 1));

        assertThat(kept).isEmpty();
        assertThat(letters()).singleElement().asString().startsWith(":store 0 not OTLP: ");
    }

    private List<String> letters() throws Exception {
        List<String> letters = new ArrayList<>();
        try (JMSContext context = broker.factory().createContext();
                var consumer = context.createConsumer(context.createQueue(ExporterQueue.DEAD_LETTERS))) {
            for (Message letter = consumer.receiveNoWait(); letter != null; letter = consumer.receiveNoWait()) {
                letters.add(letter.getStringProperty("exporter") + " " + letter.getLongProperty("spans") + " "
                        + letter.getStringProperty("reason"));
            }
        }
        return letters;
    }

    private static Message message(byte[] body, int attempt) {
        return (Message) Proxy.newProxyInstance(
                StoreBeanTest.class.getClassLoader(),
                new Class<?>[] {Message.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getBody" -> body;
                    case "getIntProperty" -> attempt;
                    case "getJMSTimestamp" -> System.currentTimeMillis();
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
