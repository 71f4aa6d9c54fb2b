package aigateway.it;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.it.server.ApplicationServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** What holds on every server, and where the application is deployed, its next deployment. */
abstract class ApplicationServerSuite extends AcceptanceSuite {

    private final ApplicationServer server;

    ApplicationServerSuite(ApplicationServer server) {
        super(server);
        this.server = server;
    }

    @Test
    @Order(Integer.MAX_VALUE - 1)
    void nextDeploymentGoesOnWhereTheLastOneEnded() throws IOException, InterruptedException {
        String before = chat();

        server.redeploy();

        String after = chat();
        offerOfAnotherProtocolLeavesTheConnectionAsItIs("h2c");
        for (String trace : new String[] {before, after}) {
            Wait.until(
                    "the trace is stored",
                    Duration.ofSeconds(30),
                    () -> SpanQueryTests.query(on(), on().admin(), "{\"traceIds\":[\"" + trace + "\"]}")
                                    .path("data")
                                    .size()
                            > 0);
        }
    }

    private String chat() {
        HttpResponse<String> answer = on().client().chat(Installation.CHECKOUT, "local/small", "x");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.headers().firstValue("x-tfy-trace-id").orElseThrow();
    }
}
