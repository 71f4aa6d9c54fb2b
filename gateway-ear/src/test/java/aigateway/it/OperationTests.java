package aigateway.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.List;
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
    default void describedInterfaceSaysHowAKeyIsBroughtAndWhatBodiesHave() {
        JsonNode api = GatewayClient.json(on().client().get("openapi?format=JSON", "", "Accept", "application/json"));

        assertThat(api.path("openapi").asText()).startsWith("3.");
        JsonNode schemes = api.at("/components/securitySchemes");
        assertThat(schemes.at("/bearer/scheme").asText()).isEqualTo("bearer");
        assertThat(schemes.at("/x-api-key/name").asText()).isEqualTo("x-api-key");
        JsonNode everywhere = api.path("security");
        api.path("paths").fields().forEachRemaining(path -> path.getValue().forEach(operation -> {
            if (operation.isObject() && !path.getKey().matches("/(health.*|metrics|api/svc/v1/login)")) {
                JsonNode security = operation.path("security");
                assertThat((security.isMissingNode() ? everywhere : security).findValues("bearer"))
                        .as(path.getKey())
                        .isNotEmpty();
            }
        }));
        List<JsonNode> refs = api.findValues("$ref");
        assertThat(refs).hasSizeGreaterThan(4).allSatisfy(ref -> assertThat(
                        api.at(ref.asText().substring(1)).isObject())
                .as(ref.asText())
                .isTrue());
        assertThat(api.at("/components/schemas/Login/required").toString()).contains("username", "password");
        assertThat(api.at("/components/schemas/ChatCompletionRequest/properties/messages")
                        .isObject())
                .isTrue();
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
