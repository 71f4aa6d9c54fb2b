package aigateway.otlp.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import aigateway.manifest.type.OtelConfig.Exporter;
import aigateway.meter.Meters;
import aigateway.otlp.TestMessages;
import aigateway.otlp.backend.Backend;
import aigateway.outbound.AddressPolicy;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.trace.v1.Span;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With a real server as the backend. */
class MetricsPushTest {

    private final List<ExportMetricsServiceRequest> requests = new CopyOnWriteArrayList<>();
    private final SpanMetrics metrics = new SpanMetrics();
    private volatile double exported;
    private volatile int status = 200;
    private HttpServer server;
    private Exporter exporter;

    @BeforeEach
    void start() throws Exception {
        metrics.meters = new Meters();
        String total = "ai_gateway_spans_exported_total";
        metrics.meters.add(
                total, () -> exported == 0 ? List.of() : List.of(aigateway.meter.Metric.single(total, "", exported)));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        server.createContext("/v1/metrics", exchange -> {
            try (exchange) {
                requests.add(ExportMetricsServiceRequest.parseFrom(new GZIPInputStream(exchange.getRequestBody())));
                exchange.sendResponseHeaders(status, -1);
            }
        });
        server.start();
        exporter = new Exporter(
                "metrics",
                "http",
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1/metrics"),
                "proto",
                Map.of(),
                "standard",
                Map.of("env", "test"),
                false,
                List.of());
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void nothingIsSaidWhenThereIsNothing() {
        push(false).push();
        assertThat(requests).isEmpty();
    }

    @Test
    void cumulativeTellsEverythingEveryTime() {
        MetricsPush push = push(false);
        metrics.count(model());
        push.push();
        metrics.count(model());
        push.push();

        assertThat(requests).hasSize(2);
        HistogramDataPoint usage =
                histogram(requests.get(1), "gen_ai.client.token.usage", "gen_ai.token.type", "input");
        assertThat(usage.getCount()).isEqualTo(2);
        assertThat(usage.getSum()).isEqualTo(24);
        assertThat(usage.getExplicitBoundsList())
                .startsWith(1.0, 4.0, 16.0)
                .endsWith(67108864.0)
                .hasSize(14);
        assertThat(usage.getBucketCountsList()).hasSize(15).element(2).isEqualTo(2L);
        assertThat(usage.getStartTimeUnixNano())
                .isEqualTo(histogram(requests.get(0), "gen_ai.client.token.usage", "gen_ai.token.type", "input")
                        .getStartTimeUnixNano())
                .isPositive();
        assertThat(attributes(usage.getAttributesList()))
                .containsEntry("gen_ai.operation.name", "chat")
                .containsEntry("gen_ai.provider.name", "openai")
                .containsEntry("gen_ai.request.model", "gpt-4o");
        HistogramDataPoint duration = histogram(requests.get(1), "gen_ai.client.operation.duration", null, null);
        assertThat(duration.getExplicitBoundsList())
                .startsWith(0.01, 0.02)
                .hasSize(14)
                .last()
                .isEqualTo(81.92);
        assertThat(duration.getSum()).isEqualTo(0.5);
        assertThat(metric(requests.get(1), "gen_ai.client.operation.duration")
                        .getHistogram()
                        .getAggregationTemporality())
                .isEqualTo(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE);
        assertThat(sum(requests.get(1), "ai_gateway_cost").getAsDouble()).isEqualTo(0.0002);
        assertThat(attributes(
                        requests.get(1).getResourceMetrics(0).getResource().getAttributesList()))
                .isEqualTo(Map.of("service.name", "test-gateway", "env", "test"));
    }

    @Test
    void deltaTellsWhatCameSinceTheBackendHasTakenSome() {
        MetricsPush push = push(true);
        metrics.count(model());
        push.push();
        metrics.count(model());
        status = 503;
        push.push();
        metrics.count(model());
        status = 200;
        push.push();
        push.push();

        assertThat(requests).as("nothing new, nothing said").hasSize(3);
        assertThat(sum(requests.get(0), "ai_gateway_cost").getAsDouble()).isEqualTo(0.0001);
        assertThat(sum(requests.get(2), "ai_gateway_cost").getAsDouble()).isCloseTo(0.0002, within(1e-12));
        assertThat(sum(requests.get(2), "ai_gateway_cost").getStartTimeUnixNano())
                .isEqualTo(sum(requests.get(0), "ai_gateway_cost").getTimeUnixNano());
        assertThat(metric(requests.get(2), "ai_gateway_cost").getSum().getAggregationTemporality())
                .isEqualTo(AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA);
    }

    @Test
    void whatOthersCountIsToldAsWhatCameSince() {
        MetricsPush push = push(true);
        exported = 5;
        push.push();
        push.push();
        exported = 12;
        push.push();

        assertThat(requests).as("nothing new, nothing said").hasSize(2);
        assertThat(sum(requests.get(0), "ai_gateway_spans_exported").getAsDouble())
                .isEqualTo(5);
        assertThat(sum(requests.get(1), "ai_gateway_spans_exported").getAsDouble())
                .isEqualTo(7);
    }

    @Test
    void requestsFailuresAndRulesAreCounted() {
        metrics.count(message(Map.of(
                "tfy.span_type",
                "ChatCompletion",
                "tfy.request.model_name",
                "production/chat",
                "error.type",
                "upstream_error",
                "applied_budget_rule_ids",
                List.of("monthly", "daily"))));
        push(false).push();
        assertThat(sum(requests.get(0), "ai_gateway_requests").getAsDouble()).isEqualTo(1);
        assertThat(attributes(sum(requests.get(0), "ai_gateway_failures").getAttributesList()))
                .isEqualTo(
                        Map.of("model", "production/chat", "type", "ChatCompletion", "error.type", "upstream_error"));
        assertThat(metric(requests.get(0), "ai_gateway_budgets_applied")
                        .getSum()
                        .getDataPointsList())
                .hasSize(2);
    }

    @Test
    void whoMakesUpNamesFillsNoMemory() {
        for (int i = 0; i < SpanMetrics.MOST_SERIES + 500; i++) {
            metrics.count(message(Map.of("tfy.span_type", "ChatCompletion", "tfy.request.model_name", "made-up-" + i)));
        }
        assertThat(metrics.read().keySet().stream()
                        .filter(series -> series.instrument() == Instrument.REQUESTS)
                        .count())
                .isEqualTo(SpanMetrics.MOST_SERIES + 1);
        assertThat(metrics.read().entrySet().stream()
                        .filter(entry -> entry.getKey().attributes().containsKey("otel.metric.overflow"))
                        .map(entry -> entry.getValue().count()))
                .containsExactly(500L);
    }

    private MetricsPush push(boolean delta) {
        return new MetricsPush(
                exporter,
                Backend.of(exporter, new AddressPolicy(List.of("127.0.0.1")), InstantSource.system()),
                metrics,
                Map.of("service.name", "test-gateway"),
                delta,
                Duration.ofSeconds(60),
                InstantSource.system());
    }

    private static ExportTraceServiceRequest model() {
        Map<String, Object> attributes = new TreeMap<>();
        attributes.put("tfy.span_type", "Model");
        attributes.put("tfy.model.name", "openai-main/gpt-4o");
        attributes.put("gen_ai.operation.name", "chat");
        attributes.put("gen_ai.provider.name", "openai");
        attributes.put("gen_ai.request.model", "gpt-4o");
        attributes.put("gen_ai.usage.input_tokens", 12L);
        attributes.put("gen_ai.usage.output_tokens", 7L);
        attributes.put("tfy.model.metric.cost_in_usd", 0.0001);
        return message(attributes);
    }

    private static ExportTraceServiceRequest message(Map<String, Object> attributes) {
        ExportTraceServiceRequest.Builder message = TestMessages.request("step").toBuilder();
        Span.Builder span = message.getResourceSpansBuilder(0)
                .getScopeSpansBuilder(0)
                .getSpansBuilder(0)
                .setStartTimeUnixNano(0)
                .setEndTimeUnixNano(250_000_000);
        attributes.forEach((name, value) -> span.addAttributes(TestMessages.attribute(name, value)));
        return message.build();
    }

    private static Metric metric(ExportMetricsServiceRequest request, String name) {
        return request.getResourceMetrics(0).getScopeMetrics(0).getMetricsList().stream()
                .filter(metric -> metric.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static NumberDataPoint sum(ExportMetricsServiceRequest request, String name) {
        return metric(request, name).getSum().getDataPoints(0);
    }

    private static HistogramDataPoint histogram(
            ExportMetricsServiceRequest request, String name, String attribute, String value) {
        return metric(request, name).getHistogram().getDataPointsList().stream()
                .filter(point -> attribute == null
                        || value.equals(attributes(point.getAttributesList()).get(attribute)))
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, String> attributes(List<KeyValue> attributes) {
        Map<String, String> values = new TreeMap<>();
        attributes.forEach(each -> values.put(each.getKey(), each.getValue().getStringValue()));
        return values;
    }
}
