package aigateway.it;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.it.peer.ToldSpan;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What is said and must not be told. The words have the tests' canary in them, so {@link SecretTests} looks for them in
 * logs, the database, the broker's journal and exports as well.
 */
interface ContentTests {

    Installation on();

    @Test
    default void whatPatternsDescribeIsTakenOutEverywhere() {
        String mark = Installation.mark();
        String said = mark + " canary-said-" + mark + " pays with 4111 1111 1111 1111";
        HttpResponse<String> answer = on().client().chat(Installation.CHECKOUT, "openai-main/gpt-4o", said + " @echo");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);

        String exported = exported(answer);
        assertThat(exported).contains(mark + " [said] pays with [card]").doesNotContain("canary-said", "4111 1111");
        String kept = kept(answer).toString();
        assertThat(kept).contains(mark + " [said] pays with [card]").doesNotContain("canary-said", "4111 1111");
    }

    @Test
    default void whatApplicationsSendIsTakenOutAsWell() {
        String traceId = Installation.mark().replaceAll("[^0-9a-f]", "0") + "0".repeat(32);
        traceId = traceId.substring(0, 31) + "1";
        String span = "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"traceId\":\"" + traceId
                + "\",\"spanId\":\"00000000000000a1\",\"name\":\"x\",\"startTimeUnixNano\":\""
                + System.currentTimeMillis() + "000000\",\"endTimeUnixNano\":\"" + System.currentTimeMillis()
                + "000001\",\"attributes\":[{\"key\":\"traceloop.entity.input\",\"value\":{\"stringValue\":"
                + "\"{\\\"a\\\":\\\"canary-said-abc\\\"}\"}}]}]}]}]}";
        assertThat(on().client()
                        .post("api/otel/v1/traces", Installation.CHECKOUT, span)
                        .statusCode())
                .isEqualTo(200);
        String id = traceId;
        Wait.until("it is kept", () -> data(id).size() == 1);
        assertThat(data(id).path(0).at("/spanAttributes").toString()).contains("[said]");
    }

    @Test
    default void rulesDecideWhetherContentIsTold() {
        String mark = Installation.mark();
        HttpResponse<String> hushed = chat(mark + " canary-hushed", "{\"hush\":\"yes\"}", "{\"enabled\":true}");
        assertThat(exported(hushed)).doesNotContain(mark, "canary");
        assertThat(kept(hushed).toString()).doesNotContain(mark, "canary");

        HttpResponse<String> heard = chat(mark, "{\"hush\":\"no\"}", "{\"enabled\":false}");
        assertThat(exported(heard)).contains(mark);
        assertThat(kept(heard)
                        .path(0)
                        .at("/spanAttributes/tfy.tracing_project_fqn")
                        .asText())
                .isEqualTo("default:tracing-project:heard");
    }

    private HttpResponse<String> chat(String message, String metadata, String logging) {
        HttpResponse<String> answer = on().client()
                .chat(
                        Installation.CHECKOUT,
                        "openai-main/gpt-4o",
                        message,
                        "x-tfy-metadata",
                        metadata,
                        "x-tfy-logging-config",
                        logging);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer;
    }

    private static String traceId(HttpResponse<String> answer) {
        return answer.headers().firstValue("x-tfy-trace-id").orElseThrow();
    }

    private String exported(HttpResponse<String> answer) {
        String id = traceId(answer);
        on().otlp().awaitTrace(id);
        List<String> spans = on().otlp().spans().stream()
                .filter(span -> span.traceId().equals(id))
                .map(ToldSpan::span)
                .map(Object::toString)
                .toList();
        return String.join("\n", spans);
    }

    private JsonNode kept(HttpResponse<String> answer) {
        String id = traceId(answer);
        Wait.until("the trace is kept", () -> data(id).size() >= 5);
        return data(id);
    }

    private JsonNode data(String traceId) {
        return SpanQueryTests.query(
                        on(), on().admin(), "{\"traceIds\":[\"" + traceId + "\"],\"sortDirection\":\"asc\"}")
                .path("data");
    }
}
