package aigateway.otlp.backend;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.otlp.OtlpJsonReader;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OtlpJsonTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    static Stream<Arguments> examples() {
        return Stream.of(
                Arguments.of("trace.json", ExportTraceServiceRequest.newBuilder()),
                Arguments.of("metrics.json", ExportMetricsServiceRequest.newBuilder()),
                Arguments.of("logs.json", ExportLogsServiceRequest.newBuilder()));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void specificationsExamplesAreWrittenAsTheyAre(String name, Message.Builder builder) throws IOException {
        byte[] example;
        try (InputStream in = OtlpJsonTest.class.getResourceAsStream("examples/" + name)) {
            example = in.readAllBytes();
        }
        Message message = OtlpJsonReader.read(example, builder).build();
        assertThat(OtlpJsonReader.read(written(message), message.newBuilderForType())
                        .build())
                .isEqualTo(message);
        assertThat(JSON.readTree(numbersAsTexts(JSON.readTree(written(message)))))
                .isEqualTo(JSON.readTree(numbersAsTexts(lowerIds(JSON.readTree(example)))));
    }

    @Test
    void everyKindOfValueSurvives() throws IOException {
        ExportTraceServiceRequest message = request(Span.newBuilder()
                .setTraceId(ByteString.fromHex("0af7651916cd43dd8448eb211c80319c"))
                .setSpanId(ByteString.fromHex("b7ad6b7169203331"))
                .setParentSpanId(ByteString.fromHex("00f067aa0ba902b7"))
                .setName("h\u00e9 \u20ac \uD83D\uDE00 \" \\ \\u0000")
                .setKind(Span.SpanKind.SPAN_KIND_CLIENT)
                .setStartTimeUnixNano(-1)
                .setEndTimeUnixNano(Long.MAX_VALUE)
                .setFlags(-1)
                .setDroppedAttributesCount(-2)
                .setStatus(Status.newBuilder().setCode(Status.StatusCode.STATUS_CODE_ERROR))
                .addLinks(Span.Link.newBuilder().setTraceId(ByteString.fromHex("0af7651916cd43dd8448eb211c80319c")))
                .addAttributes(attribute("long", AnyValue.newBuilder().setIntValue(Long.MIN_VALUE)))
                .addAttributes(attribute("zero", AnyValue.newBuilder().setIntValue(0)))
                .addAttributes(attribute("no", AnyValue.newBuilder().setBoolValue(false)))
                .addAttributes(attribute("empty", AnyValue.newBuilder().setStringValue("")))
                .addAttributes(attribute("nothing", AnyValue.newBuilder()))
                .addAttributes(attribute("double", AnyValue.newBuilder().setDoubleValue(1e-300)))
                .addAttributes(attribute("nan", AnyValue.newBuilder().setDoubleValue(Double.NaN)))
                .addAttributes(attribute("infinite", AnyValue.newBuilder().setDoubleValue(Double.NEGATIVE_INFINITY)))
                .addAttributes(attribute("bytes", AnyValue.newBuilder().setBytesValue(ByteString.fromHex("fbff00"))))
                .addAttributes(attribute(
                        "list",
                        AnyValue.newBuilder()
                                .setArrayValue(ArrayValue.newBuilder()
                                        .addValues(AnyValue.newBuilder().setStringValue("a"))
                                        .addValues(AnyValue.newBuilder()))))
                .addAttributes(attribute(
                        "map",
                        AnyValue.newBuilder()
                                .setKvlistValue(KeyValueList.newBuilder()
                                        .addValues(attribute(
                                                "k", AnyValue.newBuilder().setIntValue(1)))))));

        byte[] json = written(message);

        assertThat(OtlpJsonReader.traces(json)).isEqualTo(message);
        JsonNode span = JSON.readTree(json).at("/resourceSpans/0/scopeSpans/0/spans/0");
        assertThat(span.path("traceId").textValue()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
        assertThat(span.path("spanId").textValue()).isEqualTo("b7ad6b7169203331");
        assertThat(span.path("parentSpanId").textValue()).isEqualTo("00f067aa0ba902b7");
        assertThat(span.path("kind").intValue()).isEqualTo(3);
        assertThat(span.at("/status/code").intValue()).isEqualTo(2);
        assertThat(span.path("startTimeUnixNano").textValue()).isEqualTo("18446744073709551615");
        assertThat(span.path("endTimeUnixNano").textValue()).isEqualTo("9223372036854775807");
        assertThat(span.path("flags").longValue()).isEqualTo(4294967295L);
        assertThat(span.at("/attributes/0/value/intValue").textValue()).isEqualTo("-9223372036854775808");
        assertThat(span.at("/attributes/1/value/intValue").textValue()).isEqualTo("0");
        assertThat(span.at("/attributes/6/value/doubleValue").textValue()).isEqualTo("NaN");
        assertThat(span.at("/attributes/8/value/bytesValue").textValue()).isEqualTo("+/8A");
    }

    private static byte[] written(Message message) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        OtlpJson.write(message, bytes);
        return bytes.toByteArray();
    }

    private static ExportTraceServiceRequest request(Span.Builder span) {
        return ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(ResourceSpans.newBuilder()
                        .addScopeSpans(ScopeSpans.newBuilder().addSpans(span)))
                .build();
    }

    private static KeyValue.Builder attribute(String name, AnyValue.Builder value) {
        return KeyValue.newBuilder().setKey(name).setValue(value);
    }

    /** The examples write some numbers as numbers that are texts by the rules, ids in capitals, and two zeros that go without saying. */
    private static String numbersAsTexts(JsonNode tree) {
        return tree.toString().replaceAll("([\\[:,])(-?\\d+)(?:\\.0)?(?=[,\\]}])", "$1\"$2\"");
    }

    private static JsonNode lowerIds(JsonNode tree) throws IOException {
        java.util.regex.Matcher id = java.util.regex.Pattern.compile(
                        "\"((?:trace|span|parentSpan)Id)\":\"([0-9A-F]+)\"")
                .matcher(tree.toString().replaceAll("\"(?:scale|zeroThreshold)\":0,", ""));
        return JSON.readTree(id.replaceAll(
                match -> '"' + match.group(1) + "\":\"" + match.group(2).toLowerCase(java.util.Locale.ROOT) + '"'));
    }
}
