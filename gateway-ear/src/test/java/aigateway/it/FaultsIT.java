package aigateway.it;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.it.server.MicroServer;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** Bad input and bad neighbours, against a gateway with everything embedded. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FaultsIT implements UpstreamFaultTests, BodyFaultTests, SecretTests {

    private final Installation installation = new Installation(new MicroServer());

    @Override
    public Installation on() {
        return installation;
    }

    @BeforeAll
    void start() {
        installation.start();
    }

    @AfterAll
    void stop() {
        installation.close();
    }

    @Test
    void everySpanArrivesWhenTheBackendIsBack() throws InterruptedException {
        Set<String> traces = new HashSet<>();
        installation.say("the tracing backend is down for 40 s");
        installation.otlp().answer(503, "2");
        Thread down = new Thread(() -> {
            for (int i = 0; i < 40; i++) {
                traces.add(installation
                        .client()
                        .chat(Installation.CHECKOUT, "local/small", "x")
                        .headers()
                        .firstValue("x-tfy-trace-id")
                        .orElseThrow());
                pause(500);
            }
        });
        down.start();
        Thread.sleep(15_000);
        installation.otlp().stop();
        Thread.sleep(15_000);
        installation.otlp().start();
        installation.otlp().answer(429, "1");
        Thread.sleep(10_000);
        down.join();
        assertThat(installation.otlp().refused()).isPositive();

        installation.otlp().answer(200, null);
        installation.say("the tracing backend is back");

        Wait.until("all " + traces.size() + " traces arrived", Duration.ofSeconds(120), () -> {
            Set<String> arrived = new HashSet<>();
            installation.otlp().spans().forEach(span -> arrived.add(span.traceId()));
            return arrived.containsAll(traces);
        });
    }

    private static void pause(int milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
