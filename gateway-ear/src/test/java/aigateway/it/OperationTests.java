package aigateway.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What operators look at. */
interface OperationTests {

    /** In the units of Prometheus; a test of the module that adds them up holds all of them. */
    List<String> LISTED = List.of(
            "gen_ai_client_token_usage",
            "gen_ai_client_operation_duration_seconds",
            "gen_ai_server_time_to_first_token_seconds",
            "gen_ai_server_time_per_output_token_seconds",
            "mcp_client_operation_duration_seconds",
            "ai_gateway_requests_total",
            "ai_gateway_failures_total",
            "ai_gateway_tokens_total",
            "ai_gateway_cached_tokens_total",
            "ai_gateway_cost_total",
            "ai_gateway_processing_time_seconds",
            "ai_gateway_rate_limits_applied_total",
            "ai_gateway_budgets_applied_total",
            "ai_gateway_guardrail_results_total",
            "ai_gateway_agent_iterations_total",
            "ai_gateway_tool_calls_total",
            "ai_gateway_spans_accepted_total",
            "ai_gateway_spans_published_total",
            "ai_gateway_spans_exported_total",
            "ai_gateway_spans_dropped_total",
            "ai_gateway_upstream_events_unknown_total",
            "ai_gateway_traces_waiting",
            "jvm_memory_used_bytes",
            "process_cpu_seconds_total");

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
    default void describedInterfaceIsWhatOpenApiAllows() {
        JsonNode api = GatewayClient.json(on().client().get("openapi?format=JSON", "", "Accept", "application/json"));

        assertThat(api.at("/info/title").asText()).isEqualTo("AI Gateway");
        assertThat(api.at("/info/version").asText()).isNotEmpty();
        assertThat(api.at("/info/license").isMissingNode()
                        || !api.at("/info/license/name").asText().isEmpty())
                .as("a licence has a name")
                .isTrue();
        assertThat(api.path("tags").findValuesAsText("name"))
                .contains("Inference")
                .doesNotHaveDuplicates();
        assertThat(api.path("paths").findValuesAsText("operationId"))
                .hasSizeGreaterThan(40)
                .doesNotHaveDuplicates();
        api.path("paths").fields().forEachRemaining(path -> {
            Set<String> names = new HashSet<>();
            Matcher name = Pattern.compile("\\{([^{}]*)}").matcher(path.getKey());
            while (name.find()) {
                names.add(name.group(1));
            }
            assertThat(names).as(path.getKey()).allMatch(it -> it.matches("[A-Za-z]+"));
            path.getValue().forEach(operation -> {
                if (operation.has("operationId")) {
                    Set<String> declared = inPath(operation);
                    declared.addAll(inPath(path.getValue()));
                    assertThat(declared).as(path.getKey()).isEqualTo(names);
                }
            });
        });
    }

    private static Set<String> inPath(JsonNode described) {
        Set<String> names = new HashSet<>();
        for (JsonNode parameter : described.path("parameters")) {
            if (parameter.path("in").asText().equals("path")) {
                names.add(parameter.path("name").asText());
            }
        }
        return names;
    }

    @Test
    default void measurementsAreThereForPrometheusEachOnce() {
        assertThat(figures()).as("from now on they are added up").isNotEmpty();
        on().client().chat(Installation.CHECKOUT, "local/small", "count me");
        Wait.until("the request is added up", Duration.ofSeconds(60), () -> figures().stream()
                .anyMatch(line ->
                        line.startsWith("ai_gateway_requests_total{") && line.contains("model=\"local/small\"")));

        List<String> figures = figures();
        assertThat(figures.stream()
                        .filter(line -> !line.startsWith("#"))
                        .map(line -> line.substring(0, line.lastIndexOf(' '))))
                .doesNotHaveDuplicates();
        assertThat(figures.stream().filter(line -> line.startsWith("# TYPE"))).doesNotHaveDuplicates();
        for (String wanted : LISTED) {
            assertThat(figures).as(wanted).anyMatch(line -> line.startsWith("# TYPE " + wanted + " "));
        }
        assertThat(figures)
                .anyMatch(line -> line.startsWith("gen_ai_client_operation_duration_seconds_bucket{")
                        && line.contains("le=\"81.92\""))
                .contains("ai_gateway_database_reachable 1", "ai_gateway_broker_reachable 1");
    }

    private List<String> figures() {
        HttpResponse<String> answer = on().client().get("metrics", "");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain");
        return answer.body().lines().toList();
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
