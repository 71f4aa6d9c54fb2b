package aigateway.it;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.it.server.GatewayServer;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What holds on every server: the subclass says which. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class AcceptanceSuite {

    private final HttpClient client = HttpClient.newHttpClient();
    private final GatewayServer server;

    AcceptanceSuite(GatewayServer server) {
        this.server = server;
    }

    @BeforeAll
    void start() {
        server.start();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void readinessNamesDatabaseAndBroker() throws Exception {
        HttpResponse<String> answer = get("health/ready");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"database\"").contains("\"broker\"");
    }

    @Test
    void livenessAsksTheApplication() throws Exception {
        HttpResponse<String> answer = get("health/live");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"gateway\"");
    }

    @Test
    void interfaceIsDescribedAsOpenApi() throws Exception {
        HttpResponse<String> answer = get("openapi");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("openapi: 3").contains("/health/ready");
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(server.baseUri().resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    GatewayServer server() {
        return server;
    }
}
