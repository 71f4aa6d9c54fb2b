package aigateway.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** What operators look at. */
interface OperationTests {

    Installation on();

    @Test
    default void readinessNamesDatabaseAndBroker() {
        HttpResponse<String> answer = on().client().get("health/ready", "");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"database\"").contains("\"broker\"");
    }

    @Test
    default void livenessAsksTheApplication() {
        HttpResponse<String> answer = on().client().get("health/live", "");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"gateway\"");
    }

    @Test
    default void healthIsTheSumOfItsChecks() {
        assertThat(on().client().get("health", "").statusCode()).isEqualTo(200);
        assertThat(on().client().get("health/started", "").statusCode()).isEqualTo(200);
    }

    @Test
    default void interfaceIsDescribedAsOpenApi() {
        HttpResponse<String> answer = on().client().get("openapi", "");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .contains("openapi: 3")
                .contains("/health/ready")
                .contains("/chat/completions")
                .contains("/api/svc/v1/apply");
    }

    @Test
    default void measurementsAreThereForPrometheus() {
        HttpResponse<String> answer = on().client().get("metrics", "");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .contains("# TYPE")
                .contains("ai_gateway_database_reachable")
                .contains("ai_gateway_broker_reachable");
    }

    @Test
    default void consoleAsksWhoYouAre() {
        HttpResponse<String> answer = on().client().get("admin/", "");
        if (answer.statusCode() == 302) {
            answer = on().client().get(answer.headers().firstValue("location").orElseThrow(), "");
        }

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("type=\"password\"");
    }
}
