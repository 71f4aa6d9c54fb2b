package aigateway.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import aigateway.it.peer.ToldSpan;
import aigateway.it.peer.Trace;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The same spans to several backends, each in its own way, and what becomes of those that one does not take. */
interface ExporterTests {

    Installation on();

    @Test
    default void jsonSaysTheSameAsProtobuf() {
        HttpResponse<String> answer = on().client()
                .chat(
                        Installation.CHECKOUT,
                        "openai-main/gpt-4o",
                        "Gr\u00fc\u00dfe " + Installation.mark(),
                        "x-tfy-metadata",
                        "{\"env\":\"prod\"}");
        String id = traceId(answer);

        Trace proto = on().otlp().awaitTrace(id);
        Trace json = on().jsonOtlp().awaitTrace(id);

        assertThat(json.spans())
                .extracting(ToldSpan::span)
                .containsExactlyInAnyOrderElementsOf(
                        proto.spans().stream().map(ToldSpan::span).toList());
        assertThat(json.root().scope()).isEqualTo(proto.root().scope());
        assertThat(json.root().resourceAttributes())
                .contains(entry("service.name", "tfy-llm-gateway"))
                .doesNotContainKeys("env", "region");
        assertThat(on().jsonOtlp().headers())
                .contains(
                        entry("x-collector-key", Installation.COLLECTOR_KEY),
                        entry("content-type", "application/json"),
                        entry("content-encoding", "gzip"));
    }

    @Test
    default void grpcTellsTheChosenSpansInTheirProfileWithoutContent() {
        String mark = Installation.mark();
        String id = traceId(on().client().chat(Installation.CHECKOUT, "openai-main/gpt-4o", mark + " @in=12 @out=7"));

        Trace proto = on().otlp().awaitTrace(id);
        Trace grpc = on().grpcOtlp().awaitTrace(id);

        assertThat(grpc.spans())
                .hasSize(2)
                .extracting(span -> span.attributes().get("tfy.span_type"))
                .containsExactlyInAnyOrder("ChatCompletion", "Model");
        assertThat(proto.spans()).hasSizeGreaterThan(2);
        assertThat(grpc.root().spanId()).isEqualTo(proto.root().spanId());
        assertThat(grpc.spans().toString()
                        + grpc.spans().stream().map(ToldSpan::span).toList())
                .doesNotContain(mark);
        assertThat(grpc.ofType("Model").get(0).attributes())
                .contains(
                        entry("gen_ai.usage.input_tokens", 12L),
                        entry("gen_ai.usage.cost", 0.0001),
                        entry("langfuse.observation.type", "generation"),
                        entry("user.id", "checkout"));
        assertThat(on().grpcOtlp().headers()).contains(entry("x-collector-key", Installation.COLLECTOR_KEY));
    }

    @Test
    default void whatABackendRefusesIsKeptAndCanBeSentAgain() throws IOException {
        on().jsonOtlp().answer(400, null);
        String id;
        try {
            id = traceId(on().client().chat(Installation.CHECKOUT, "local/small", Installation.mark()));
            Wait.until("the message is given up", () -> letters().path("data").size() > 0);
        } finally {
            on().jsonOtlp().answer(200, null);
        }
        assertThat(on().otlp().awaitTrace(id).spans()).as("others have it").isNotEmpty();
        JsonNode letter = letters().path("data").get(0);
        assertThat(letter.path("exporter").textValue()).isEqualTo("json");
        assertThat(letter.path("reason").textValue()).isEqualTo("HTTP 400");
        assertThat(letter.path("spans").longValue()).isPositive();
        Wait.until("the figures say so", () -> {
            JsonNode json = exporter("json");
            return json.path("dead").longValue() > 0
                    && json.path("error").asText().equals("HTTP 400");
        });
        assertThat(exporter("default").path("dead").longValue()).isZero();

        HttpResponse<String> replayed =
                on().client().post("api/svc/v1/otel/dead-letters/replay", on().admin(), "{\"exporter\":\"json\"}");

        assertThat(replayed.statusCode()).as(replayed.body()).isEqualTo(200);
        assertThat(GatewayClient.JSON.readTree(replayed.body()).path("replayed").intValue())
                .isPositive();
        assertThat(on().jsonOtlp().awaitTrace(id).spans()).isNotEmpty();
        assertThat(letters().path("data")).isEmpty();
    }

    /** What it had taken and not delivered is nobody else's to acknowledge: others use the broker's sessions after it. */
    @Test
    default void whatWaitsForABackendOutlivesAChangeOfItsExporter() throws InterruptedException {
        String exporters = Stream.of(on().landscape().split("---\n"))
                .filter(manifest -> manifest.contains("type: gateway-otel-config"))
                .findFirst()
                .orElseThrow();
        String changed = exporters.replace(
                "    encoding: json\n", "    encoding: json\n    additional_resource_attributes: { changed: once }\n");
        List<String> ids = new ArrayList<>();
        on().jsonOtlp().answer(503, null);
        try {
            for (int i = 0; i < 5; i++) {
                ids.add(traceId(on().client().chat(Installation.CHECKOUT, "local/small", Installation.mark())));
            }
            Wait.until(
                    "the exporter cannot deliver",
                    () -> exporter("json").path("error").asText().equals("HTTP 503")
                            && exporter("json").path("waiting").longValue() > 0);
            for (String another : new String[] {changed, exporters}) {
                assertThat(on().client().apply(on().admin(), another).statusCode())
                        .isEqualTo(200);
                for (int i = 0; i < 5; i++) {
                    ids.add(traceId(on().client().chat(Installation.CHECKOUT, "local/small", Installation.mark())));
                    Thread.sleep(600);
                }
            }
        } finally {
            on().client().apply(on().admin(), exporters);
            on().jsonOtlp().answer(200, null);
        }
        assertThat(ids)
                .allSatisfy(
                        id -> assertThat(on().jsonOtlp().awaitTrace(id).spans()).isNotEmpty());
    }

    @Test
    default void figuresTellEachExporter() throws IOException {
        on().client().chat(Installation.CHECKOUT, "local/small", "x");
        for (String name : new String[] {"default", "json", "grpc"}) {
            Wait.until(name + " has delivered and nothing waits", () -> {
                JsonNode exporter = exporter(name);
                return exporter.path("delivered").longValue() > 0
                        && exporter.path("waiting").isNumber()
                        && exporter.path("waiting").longValue() == 0;
            });
        }
        assertThat(exporter("grpc").path("profile").textValue()).isEqualTo("langfuse");
        assertThat(exporter("json").toString()).doesNotContain(Installation.COLLECTOR_KEY);
    }

    @Test
    default void storeFaresLikeAnExporter() {
        on().client().chat(Installation.CHECKOUT, "local/small", "keep me");
        Wait.until("the store tells of it", () -> {
            JsonNode store = GatewayClient.json(on().client().get("api/svc/v1/otel/store", on().admin()));
            return store.path("delivered").asLong() > 0
                    && store.path("waiting").isNumber()
                    && store.path("dead").asLong() == 0
                    && !store.path("deliveredAt").isNull();
        });
        assertThat(on().client()
                        .get("api/svc/v1/otel/store", Installation.CHECKOUT)
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    default void metricsAddUp() {
        on().client().chat(Installation.CHECKOUT, "openai-main/gpt-4o", Installation.mark() + " @in=12 @out=7");
        for (String name : new String[] {
            "gen_ai.client.token.usage", "gen_ai.client.operation.duration", "ai_gateway_requests", "ai_gateway_cost"
        }) {
            Wait.until(name + " tells of the model", () -> on().otlp().metrics().stream()
                    .anyMatch(metric ->
                            metric.getName().equals(name) && metric.toString().contains("gpt-4o")));
        }
    }

    @Test
    default void exporterCanBeTried() throws IOException {
        HttpResponse<String> answer = on().client().post("api/svc/v1/otel/exporters/json/test", on().admin(), "");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        String id = GatewayClient.JSON.readTree(answer.body()).path("traceId").textValue();
        Wait.until("the test arrives", () -> on().jsonOtlp().spans().stream()
                .anyMatch(span -> span.traceId().equals(id)));
        assertThat(on().client()
                        .post("api/svc/v1/otel/exporters/nobody/test", on().admin(), "")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    default void deliveryIsTheAdministratorsBusiness() {
        for (String path : new String[] {"api/svc/v1/otel/exporters", "api/svc/v1/otel/dead-letters"}) {
            assertThat(on().client().get(path, Installation.CHECKOUT).statusCode())
                    .as(path)
                    .isEqualTo(403);
            assertThat(on().client().get(path, "").statusCode()).as(path).isEqualTo(401);
        }
        assertThat(on().client()
                        .post("api/svc/v1/otel/dead-letters/discard", Installation.CHECKOUT, "{\"exporter\":\"json\"}")
                        .statusCode())
                .isEqualTo(403);
        for (String body : new String[] {"{}", "{\"ids\":[]}", "{\"ids\":[7]}", "{\"all\":true}"}) {
            assertThat(on().client()
                            .post("api/svc/v1/otel/dead-letters/discard", on().admin(), body)
                            .statusCode())
                    .as(body)
                    .isEqualTo(400);
        }
    }

    private JsonNode letters() throws IOException {
        return data("api/svc/v1/otel/dead-letters?exporter=json");
    }

    private JsonNode exporter(String name) throws IOException {
        return StreamSupport.stream(
                        data("api/svc/v1/otel/exporters").path("data").spliterator(), false)
                .filter(exporter -> exporter.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private JsonNode data(String path) throws IOException {
        HttpResponse<String> answer = on().client().get(path, on().admin());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return GatewayClient.JSON.readTree(answer.body());
    }

    private static String traceId(HttpResponse<?> answer) {
        return answer.headers().firstValue("x-tfy-trace-id").orElseThrow();
    }
}
