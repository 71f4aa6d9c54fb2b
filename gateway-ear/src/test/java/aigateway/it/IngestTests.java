package aigateway.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import aigateway.it.peer.ToldSpan;
import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.logs.OtlpGrpcLogRecordExporter;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** What applications tell of themselves, with OpenTelemetry's own exporters and without. */
interface IngestTests {

    String TRACES = "api/otel/v1/traces";
    String PROTOBUF = "application/x-protobuf";

    Installation on();

    @Test
    default void openTelemetrysExporterOverHttp() {
        tellWith(OtlpHttpSpanExporter.builder()
                .setEndpoint(on().server().baseUri() + TRACES)
                .addHeader("Authorization", "Bearer " + Installation.CHECKOUT)
                .setCompression("gzip")
                .build());
    }

    @Test
    default void openTelemetrysExporterOverGrpc() {
        tellWith(OtlpGrpcSpanExporter.builder()
                .setEndpoint(on().server().grpcUri().toString())
                .addHeader("Authorization", "Bearer " + Installation.CHECKOUT)
                .setCompression("gzip")
                .build());
    }

    /** Two spans of an application, and the gateway's own under them, are one trace in the store and at the backend. */
    private void tellWith(SpanExporter exporter) {
        Checked checked = new Checked(exporter);
        String mark = Installation.mark();
        String traceId;
        try (SdkTracerProvider provider = SdkTracerProvider.builder()
                .setResource(Resource.create(Attributes.of(
                        AttributeKey.stringKey("service.name"), "shop", AttributeKey.stringKey("env"), "x")))
                .addSpanProcessor(io.opentelemetry.sdk.trace.export.BatchSpanProcessor.builder(checked)
                        .build())
                .build()) {
            Tracer tracer = provider.get("shop.tracer", "2.1");
            Span workflow = tracer.spanBuilder("joke_workflow")
                    .setAttribute("traceloop.span.kind", "workflow")
                    .setAttribute("traceloop.entity.input", mark)
                    .startSpan();
            traceId = workflow.getSpanContext().getTraceId();
            try (Scope inside = workflow.makeCurrent()) {
                assertThat(inside).isNotNull();
                Span task = tracer.spanBuilder("joke_creation").startSpan();
                on().client()
                        .chat(
                                Installation.CHECKOUT,
                                "local/small",
                                mark,
                                "traceparent",
                                "00-" + traceId + "-" + task.getSpanContext().getSpanId() + "-01");
                task.addEvent("told", Attributes.of(AttributeKey.longKey("n"), 7L));
                task.end();
            }
            workflow.end();
        }
        assertThat(checked.succeeded()).isTrue();

        Predicate<ToldSpan> ofWorkflow =
                span -> span.traceId().equals(traceId) && span.name().equals("joke_workflow");
        assertThat(on().otlp().await(ofWorkflow, 1, Duration.ofSeconds(20))).isEqualTo(1);
        ToldSpan told =
                on().otlp().spans().stream().filter(ofWorkflow).findFirst().orElseThrow();
        assertThat(told.resourceAttributes()).contains(entry("service.name", "shop"));
        assertThat(told.scope().getName()).isEqualTo("shop.tracer");
        assertThat(told.attributes())
                .contains(
                        entry("traceloop.span.kind", "workflow"),
                        entry("tfy.tracing_project_fqn", "default:tracing-project:default"));
        assertThat(told.attributes().get("tfy.request.created_by_subject").toString())
                .contains("\"subjectSlug\":\"checkout\"");
        Wait.until("the whole trace is found", () -> spansOf(traceId).size() == 2 + 5);
        JsonNode task = spansOf(traceId).stream()
                .filter(span -> span.path("spanName").asText().equals("joke_creation"))
                .findFirst()
                .orElseThrow();
        assertThat(task.path("serviceName").asText()).isEqualTo("shop");
        assertThat(task.path("scopeVersion").asText()).isEqualTo("2.1");
        assertThat(task.path("events").path(0).path("name").asText()).isEqualTo("told");
        assertThat(task.path("createdBySubject").path("subjectSlug").asText()).isEqualTo("checkout");
    }

    @Test
    default void jsonIsTakenInAChosenProject() {
        String traceId = id(16);
        HttpResponse<String> answer = on().client()
                .post(
                        TRACES,
                        Installation.CHECKOUT,
                        json(traceId, id(8), "\"name\":\"from JSON\",\"kind\":2"),
                        "X-TFY-TRACING-PROJECT-FQN",
                        "default:tracing-project:shop");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{}");
        assertThat(answer.headers().firstValue("content-type").orElse("")).startsWith("application/json");
        Wait.until(
                "it is found in its project",
                () -> SpanQueryTests.query(
                                        on(),
                                        on().admin(),
                                        "{\"tracingProjectFqn\":\"default:tracing-project:shop\",\"traceIds\":[\""
                                                + traceId + "\"]}")
                                .path("data")
                                .size()
                        == 1);
        assertThat(answerTo("{}", "X-TFY-TRACING-PROJECT-FQN", "other:tracing-project:x"))
                .isEqualTo(400);
    }

    @Test
    default void nobodySpeaksForAnother() {
        String traceId = id(16);
        String forged = json(
                traceId,
                id(8),
                "\"name\":\"forged\",\"attributes\":["
                        + attribute(
                                "tfy.request.created_by_subject",
                                "{\\\"subjectType\\\":\\\"user\\\",\\\"subjectSlug\\\":\\\"eve@example.com\\\"}")
                        + "," + attribute("tfy.span_type", "Model") + ","
                        + attribute("tfy.model.metric.cost_in_usd", "1000000") + "]");
        assertThat(on().client().post(TRACES, Installation.HASTY, forged).statusCode())
                .isEqualTo(200);
        Wait.until("it is found", () -> spansOf(traceId).size() == 1);
        JsonNode span = spansOf(traceId).get(0);
        assertThat(span.path("createdBySubject").path("subjectSlug").asText()).isEqualTo("hasty");
        assertThat(span.path("spanAttributes").has("tfy.span_type")).isFalse();
        String eve = on().client().signIn(Installation.EVE, Installation.EVE_PASSWORD);
        assertThat(SpanQueryTests.query(on(), eve, "{\"traceIds\":[\"" + traceId + "\"]}")
                        .path("data"))
                .isEmpty();
    }

    @Test
    default void nothingIsTakenWithoutAGoodKey() {
        for (String key : new String[] {"", "canary-no-such-key"}) {
            for (String signal : new String[] {"traces", "metrics", "logs"}) {
                HttpResponse<String> answer = on().client().post("api/otel/v1/" + signal, key, "{}");
                assertThat(answer.statusCode()).isEqualTo(401);
                assertThat(answer.headers().firstValue("WWW-Authenticate")).isPresent();
            }
        }
    }

    @Test
    default void emptyRequestsAreTaken() {
        assertThat(answerTo("{}")).isEqualTo(200);
        HttpResponse<byte[]> answer =
                on().client().post(TRACES, Installation.CHECKOUT, new byte[0], "Content-Type", PROTOBUF);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().firstValue("content-type").orElse("")).startsWith(PROTOBUF);
    }

    @Test
    default void badDataIsAStatusInTheEncodingItCameIn() {
        for (String bad : new String[] {
            "{",
            "[]",
            "{\"resource_spans\":[]}",
            "{\"resourceSpans\":[],\"resourceSpans\":[]}",
            json("W47/95gDgQPSabYzgT/GDA==", id(8), "\"name\":\"base64\""),
            json(id(16), id(8), "\"kind\":\"SPAN_KIND_SERVER\""),
            json(id(16), id(8), "\"deep\":" + "[".repeat(10_000) + "]".repeat(10_000)),
            json(
                    id(16),
                    id(8),
                    "\"attributes\":[{\"key\":\"d\",\"value\":" + "{\"arrayValue\":{\"values\":[".repeat(5_000) + "{}"
                            + "]}}".repeat(5_000) + "}]")
        }) {
            HttpResponse<String> answer = on().client().post(TRACES, Installation.CHECKOUT, bad);
            assertThat(answer.statusCode())
                    .as(bad.substring(0, Math.min(99, bad.length())))
                    .isEqualTo(400);
            assertThat(answer.headers().firstValue("content-type").orElse("")).startsWith("application/json");
            assertThat(GatewayClient.json(answer).path("code").intValue()).isEqualTo(3);
            assertThat(GatewayClient.json(answer).path("message").textValue()).isNotEmpty();
        }
        HttpResponse<byte[]> proto =
                on().client().post(TRACES, Installation.CHECKOUT, "no protobuf".getBytes(), "Content-Type", PROTOBUF);
        assertThat(proto.statusCode()).isEqualTo(400);
        assertThat(proto.headers().firstValue("content-type").orElse("")).startsWith(PROTOBUF);
        assertThat(new String(proto.body(), StandardCharsets.UTF_8)).contains("ExportTraceServiceRequest");
        assertThat(answerTo("{}", "Content-Type", "text/plain")).isEqualTo(415);
        assertThat(answerTo("{}", "Content-Encoding", "br")).isEqualTo(415);
        assertThat(answerTo("{}", "Content-Encoding", "gzip")).isEqualTo(400);
    }

    @Test
    default void bombsAndGiantsAreRefused() {
        byte[] bomb = gzip(new byte[1 << 20], 300);
        assertThat(bomb.length).isLessThan(1 << 20);
        assertThat(on().client()
                        .post(TRACES, Installation.CHECKOUT, bomb, "Content-Type", PROTOBUF, "Content-Encoding", "gzip")
                        .statusCode())
                .isEqualTo(413);
        String giant = json(id(16), id(8), "\"name\":\"" + "x".repeat(65 << 20) + "\"");
        assertThat(on().client().post(TRACES, Installation.CHECKOUT, giant).statusCode())
                .isEqualTo(413);
    }

    @Test
    default void telemetryThatDawdlesIsToldToComeAgainAndInferenceGoesOn() throws IOException {
        // More than there is room for: one may come while another request is just leaving.
        RawConnection[] slow = new RawConnection[24];
        try {
            for (int i = 0; i < slow.length; i++) {
                slow[i] = new RawConnection(on().server().baseUri());
                slow[i].send(slow[i].headTo("/" + TRACES, Installation.CHECKOUT, "Content-Length: 1000") + "\r\n{");
            }
            Wait.untilStatus(429, () -> answerTo("{}"));
            HttpResponse<String> answer = on().client().post(TRACES, Installation.CHECKOUT, "{}");
            assertThat(answer.headers().firstValue("Retry-After")).contains("1");
            assertThat(GatewayClient.json(answer).path("code").intValue()).isEqualTo(14);
            assertThat(on().client()
                            .chat(Installation.CHECKOUT, "local/small", "x")
                            .statusCode())
                    .isEqualTo(200);
        } finally {
            for (RawConnection connection : slow) {
                if (connection != null) {
                    connection.close();
                }
            }
        }
        Wait.untilStatus(200, () -> answerTo("{}"));
    }

    @Test
    default void strangeSpansAreCutOrToldBack() throws InvalidProtocolBufferException {
        String traceId = id(16);
        StringBuilder many = new StringBuilder("\"name\":\"wide\",\"attributes\":["
                + attribute("gen_ai.prompt.999999999.content", "x") + "," + attribute("huge", "y".repeat(1 << 20)));
        for (int i = 0; i < 10_000; i++) {
            many.append(',').append(attribute("k" + i, "v"));
        }
        HttpResponse<String> answer = on().client()
                .post(
                        TRACES,
                        Installation.CHECKOUT,
                        json(traceId, id(8), many.append(']').toString()));
        assertThat(answer.body()).isEqualTo("{}");
        Wait.until("it is found", () -> spansOf(traceId).size() == 1);
        JsonNode attributes = spansOf(traceId).get(0).path("spanAttributes");
        assertThat(attributes.size()).isBetween(900, 1_010);
        assertThat(attributes.path("huge").asText()).hasSizeBetween(200_000, 270_000);

        HttpResponse<String> nameless =
                on().client().post(TRACES, Installation.CHECKOUT, json("00", id(8), "\"name\":\"no id\""));
        assertThat(nameless.statusCode()).isEqualTo(200);
        assertThat(GatewayClient.json(nameless)
                        .path("partialSuccess")
                        .path("rejectedSpans")
                        .textValue())
                .isEqualTo("1");
        ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
        request.addResourceSpansBuilder()
                .addScopeSpansBuilder()
                .addSpansBuilder()
                .setName("no id");
        HttpResponse<byte[]> proto = on().client()
                .post(TRACES, Installation.CHECKOUT, request.build().toByteArray(), "Content-Type", PROTOBUF);
        assertThat(ExportTraceServiceResponse.parseFrom(proto.body())
                        .getPartialSuccess()
                        .getRejectedSpans())
                .isEqualTo(1);
    }

    @Test
    default void logsAreToldBackSinceNobodyTakesThem() {
        HttpResponse<String> answer = on().client()
                .post(
                        "api/otel/v1/logs",
                        Installation.CHECKOUT,
                        "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"body\":{\"stringValue\":\"x\"}},{}]}]}]}");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(GatewayClient.json(answer)
                        .path("partialSuccess")
                        .path("rejectedLogRecords")
                        .textValue())
                .isEqualTo("2");
        try (OtlpGrpcLogRecordExporter exporter = OtlpGrpcLogRecordExporter.builder()
                .setEndpoint(on().server().grpcUri().toString())
                .addHeader("Authorization", "Bearer " + Installation.CHECKOUT)
                .build()) {
            assertThat(exporter.export(List.of()).join(10, TimeUnit.SECONDS).isSuccess())
                    .isTrue();
        }
    }

    @Test
    default void metricsGoOnToTheExportersOfMetrics() {
        String name = "shop." + Installation.mark();
        String points = "{\"resourceMetrics\":[{\"scopeMetrics\":[{\"metrics\":[{\"name\":\"" + name
                + "\",\"sum\":{\"isMonotonic\":true,\"aggregationTemporality\":2,\"dataPoints\":[{\"asInt\":\"7\"}]}}]}]}]}";

        HttpResponse<String> answer = on().client().post("api/otel/v1/metrics", Installation.CHECKOUT, points);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{}");
        Wait.until("the backend has it", () -> on().otlp().metrics().stream()
                .anyMatch(metric -> metric.getName().equals(name)
                        && metric.getSum().getDataPoints(0).getAsInt() == 7));
        assertThat(on().client()
                        .post(
                                "api/otel/v1/metrics",
                                Installation.CHECKOUT,
                                points.replace("\"asInt\":\"7\"", "\"asInt\":{}"))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    default void wrongKeyOverGrpcIsToldToTheExporter() {
        try (OtlpGrpcSpanExporter exporter = OtlpGrpcSpanExporter.builder()
                .setEndpoint(on().server().grpcUri().toString())
                .addHeader("Authorization", "Bearer canary-no-such-key")
                .setTimeout(Duration.ofSeconds(10))
                .build()) {
            assertThat(exporter.export(List.of()).join(10, TimeUnit.SECONDS).isSuccess())
                    .isFalse();
        }
    }

    private List<JsonNode> spansOf(String traceId) {
        JsonNode data = SpanQueryTests.query(on(), on().admin(), "{\"traceIds\":[\"" + traceId + "\"]}")
                .path("data");
        return java.util.stream.StreamSupport.stream(data.spliterator(), false).toList();
    }

    private int answerTo(String body, String... headers) {
        return on().client().post(TRACES, Installation.CHECKOUT, body, headers).statusCode();
    }

    private static String json(String traceId, String spanId, String members) {
        return "{\"resourceSpans\":[{\"resource\":{\"attributes\":[" + attribute("service.name", "shop")
                + "]},\"scopeSpans\":[{\"spans\":[{\"traceId\":\"" + traceId + "\",\"spanId\":\"" + spanId
                + "\",\"startTimeUnixNano\":\"" + System.currentTimeMillis() + "000000\",\"endTimeUnixNano\":"
                + System.currentTimeMillis() + "900000," + members + "}]}]}]}";
    }

    private static String attribute(String name, String value) {
        return "{\"key\":\"" + name + "\",\"value\":{\"stringValue\":\"" + value + "\"}}";
    }

    private static String id(int bytes) {
        StringBuilder id = new StringBuilder();
        for (int i = 0; i < bytes; i++) {
            id.append("%02x".formatted(ThreadLocalRandom.current().nextInt(1, 256)));
        }
        return id.toString();
    }

    private static byte[] gzip(byte[] plain, int times) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            for (int i = 0; i < times; i++) {
                out.write(plain);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Remembers whether an exporter was content. */
    final class Checked implements SpanExporter {
        private final SpanExporter exporter;
        private volatile boolean failed;
        private volatile boolean used;

        Checked(SpanExporter exporter) {
            this.exporter = exporter;
        }

        boolean succeeded() {
            return used && !failed;
        }

        @Override
        public CompletableResultCode export(Collection<SpanData> spans) {
            CompletableResultCode result = exporter.export(spans);
            return result.whenComplete(() -> {
                used = true;
                failed |= !result.isSuccess();
            });
        }

        @Override
        public CompletableResultCode flush() {
            return exporter.flush();
        }

        @Override
        public CompletableResultCode shutdown() {
            return exporter.shutdown();
        }
    }
}
