package aigateway.it;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.it.server.ApplicationServer;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** What holds on every server, and where the application is deployed, its next deployment. */
abstract class ApplicationServerSuite extends AcceptanceSuite {

    /** Calls without which nothing was tried. */
    private static final int ENOUGH = 50;

    /** Traces of five spans, of which 500 are told. */
    private static final int AT_ONCE = 100;

    private final ApplicationServer server;

    ApplicationServerSuite(ApplicationServer server) {
        super(server);
        this.server = server;
    }

    /** Whoever stops it asks the server and not the application; next comes another deployment. */
    @Test
    @Order(Integer.MAX_VALUE - 1)
    void nextDeploymentGoesOnWhereAStopEnded() throws IOException, InterruptedException {
        Spending spending = new Spending(on());
        BigDecimal spent = spending.settled();

        Map<String, Long> answered =
                Load.until(on(), server::restart, Installation.mark(), calls -> calls.size() > ENOUGH);
        server.redeploy();

        assertThat(spending.settled().subtract(spent))
                .as("what was spent until the last moment")
                .isGreaterThanOrEqualTo(Spending.OF_FIVE_TOKENS.multiply(BigDecimal.valueOf(answered.size())));
        Wait.until("their spans arrive", Duration.ofSeconds(60), () -> {
            Set<String> missing = new HashSet<>(answered.keySet());
            on().otlp().spans().forEach(span -> missing.remove(span.traceId()));
            return missing.isEmpty();
        });
        List<String> traces = new ArrayList<>(answered.keySet());
        for (int from = 0; from < traces.size(); from += AT_ONCE) {
            assertStored(traces.subList(from, Math.min(from + AT_ONCE, traces.size())));
        }
        offerOfAnotherProtocolLeavesTheConnectionAsItIs("h2c");
    }

    private void assertStored(List<String> traces) {
        Wait.until("the traces are stored", Duration.ofSeconds(30), () -> {
            JsonNode found = SpanQueryTests.query(
                    on(), on().admin(), "{\"limit\":500,\"traceIds\":[\"" + String.join("\",\"", traces) + "\"]}");
            Set<String> missing = new HashSet<>(traces);
            found.path("data")
                    .forEach(span -> missing.remove(span.path("traceId").asText()));
            return missing.isEmpty();
        });
    }
}
