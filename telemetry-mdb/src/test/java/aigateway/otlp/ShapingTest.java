package aigateway.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.manifest.type.OtelConfig.Exporter;
import aigateway.otlp.profile.StandardProfile;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ShapingTest {

    private static final Map<String, String> MODEL = Map.of(
            "tfy.span_type", "Model",
            "gen_ai.operation.name", "chat",
            "gen_ai.request.model", "gpt-4o",
            "tfy.request.model_name", "openai-main/gpt-4o",
            "tfy.input_short_hand", "Hi",
            "tfy.input", "{\"messages\":[{\"role\":\"user\",\"content\":\"Hi, canary\"}]}",
            "tfy.output",
                    "{\"choices\":[{\"message\":{\"role\":\"assistant\",\"content\":\"Ho, canary\"},\"finish_reason\":\"stop\"}]}");

    @Test
    void modelSpanGetsItsMessagesAndItsName() throws Exception {
        Span span = shape(exporter(false), MODEL);
        assertThat(span.getName()).isEqualTo("chat gpt-4o");
        assertThat(attributes(span.getAttributesList()))
                .containsAllEntriesOf(MODEL)
                .containsEntry("gen_ai.prompt.0.role", "user")
                .containsEntry("gen_ai.prompt.0.content", "Hi, canary")
                .containsEntry("gen_ai.completion.0.content", "Ho, canary")
                .containsEntry("gen_ai.completion.0.finish_reason", "stop")
                .containsEntry(
                        "gen_ai.input.messages",
                        "[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"Hi, canary\"}]}]");
        assertThat(span.getEventsList()).extracting(Span.Event::getName).containsExactly("gen_ai.user.message");
        assertThat(span.getEvents(0).getTimeUnixNano()).isEqualTo(7);
    }

    @Test
    void exporterThatIsNotToHaveContentHasNone() throws Exception {
        Span span = shape(exporter(true), MODEL);
        assertThat(span.toString()).doesNotContain("canary").doesNotContain("short_hand");
        assertThat(attributes(span.getAttributesList())).containsEntry("tfy.request.model_name", "openai-main/gpt-4o");
        assertThat(span.getEventsList()).isEmpty();
    }

    @Test
    void spanWithoutContentStaysAsItIs() throws Exception {
        Span span = shape(exporter(false), Map.of("rate_limiter.status", "allowed"));
        assertThat(span.getName()).isEqualTo("name");
        assertThat(span.getAttributesList()).hasSize(1);
        assertThat(span.getEventsList()).isEmpty();
    }

    @Test
    void messagesTravelTogetherAndEachResourceGetsTheExportersAttributes() throws Exception {
        ExportTraceServiceRequest request = new Shaping(exporter(false), new StandardProfile())
                .request(List.of(
                        TestMessages.request("a").toByteArray(),
                        TestMessages.request("b").toByteArray()));
        assertThat(new Shaping(exporter(false), new StandardProfile()).count(request))
                .isEqualTo(2);
        assertThat(request.getResourceSpansList()).allSatisfy(resource -> assertThat(
                        attributes(resource.getResource().getAttributesList()))
                .isEqualTo(Map.of("service.name", "test", "region", "eu-west-1")));
    }

    private static Span shape(Exporter exporter, Map<String, String> attributes) throws Exception {
        return new Shaping(exporter, new StandardProfile())
                .request(List.of(TestMessages.request("name", attributes).toByteArray()))
                .getResourceSpans(0)
                .getScopeSpans(0)
                .getSpans(0);
    }

    private static Exporter exporter(boolean excludeRequestData) {
        return new Exporter(
                "x",
                "http",
                URI.create("http://collector.example/v1/traces"),
                "proto",
                Map.of(),
                "standard",
                Map.of("region", "eu-west-1"),
                excludeRequestData,
                List.of());
    }

    private static Map<String, String> attributes(List<KeyValue> attributes) {
        return attributes.stream()
                .collect(Collectors.toMap(
                        KeyValue::getKey, attribute -> attribute.getValue().getStringValue()));
    }
}
