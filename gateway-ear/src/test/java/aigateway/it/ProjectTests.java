package aigateway.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Tracing projects: what goes to them, and who reads it. */
interface ProjectTests {

    String DIARY = "default:tracing-project:diary";
    String IN_DIARY = "{\"tracing_project_fqn\":\"" + DIARY + "\"}";

    Installation on();

    @Test
    default void viewersOfAProjectReadWhatWentToIt() {
        String there = told("x-tfy-logging-config", IN_DIARY);
        String elsewhere = told();
        String eve = on().client().signIn(Installation.EVE, Installation.EVE_PASSWORD);
        Wait.until("the administrator finds both", () -> found(on().admin(), there, elsewhere)
                .containsAll(List.of(there, elsewhere)));

        assertThat(found(eve, there, elsewhere)).containsExactly(there);
        JsonNode answer = SpanQueryTests.query(
                on(),
                on().admin(),
                "{\"tracingProjectFqn\":\"" + DIARY + "\",\"traceIds\":[\"" + there + "\",\"" + elsewhere + "\"]}");
        assertThat(answer.path("data"))
                .as("the whole trace, and nothing else")
                .hasSize(5)
                .allMatch(span -> span.path("traceId").asText().equals(there));
    }

    @Test
    default void onlyItsWritersSendSpansToAProject() {
        HttpResponse<String> chat =
                on().client().chat(Installation.FAMILY, "local/small", "hello", "x-tfy-logging-config", IN_DIARY);
        assertThat(chat.statusCode()).isEqualTo(403);
        assertThat(GatewayClient.json(chat).at("/error/message").asText()).contains(DIARY);
        HttpResponse<String> spans =
                on().client().post("api/otel/v1/traces", Installation.FAMILY, "{}", "X-TFY-TRACING-PROJECT-FQN", DIARY);
        assertThat(spans.statusCode()).as(spans.body()).isEqualTo(403);
        assertThat(GatewayClient.json(spans).path("code").asInt()).isEqualTo(7);
        assertThat(on().client()
                        .post("api/otel/v1/traces", Installation.CHECKOUT, "{}", "X-TFY-TRACING-PROJECT-FQN", DIARY)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    default void dataAccessRulesWidenWhatSomebodyReads() {
        String audited = told("x-tfy-metadata", "{\"audited\":\"yes\"}");
        String other = told("x-tfy-metadata", "{\"audited\":\"no\"}");
        String eve = on().client().signIn(Installation.EVE, Installation.EVE_PASSWORD);
        Wait.until("the administrator finds both", () -> found(on().admin(), audited, other)
                .containsAll(List.of(audited, other)));
        assertThat(found(eve, audited, other)).containsExactly(audited);
        String id = GatewayClient.json(on().client()
                        .post(
                                "api/svc/v1/llm-gateway/metrics/query",
                                eve,
                                "{\"startTs\":\"2026-01-01T00:00:00Z\",\"endTs\":\"2100-01-01T00:00:00Z\","
                                        + "\"datasource\":\"modelMetrics\",\"type\":\"distribution\","
                                        + "\"aggregations\":[{\"type\":\"count\",\"column\":\"costInUSD\"}],"
                                        + "\"groupBy\":[\"metadata.audited\"]}"))
                .toString();
        assertThat(id).contains("\"metadata.audited\":\"yes\"").doesNotContain("\"metadata.audited\":\"no\"");
    }

    private String told(String... headers) {
        HttpResponse<String> answer =
                on().client().chat(Installation.CHECKOUT, "openai-main/gpt-4o", Installation.mark(), headers);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.headers().firstValue("x-tfy-trace-id").orElseThrow();
    }

    private List<String> found(String key, String... traces) {
        JsonNode data = SpanQueryTests.query(
                        on(), key, "{\"parentSpanIds\":[\"\"],\"traceIds\":[\"" + String.join("\",\"", traces) + "\"]}")
                .path("data");
        return StreamSupport.stream(data.spliterator(), false)
                .map(span -> span.path("traceId").asText())
                .toList();
    }
}
