package aigateway.web.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OtlpJsonReaderTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @CsvSource({"trace.json, TRACES", "metrics.json, METRICS", "logs.json, LOGS", "events.json, LOGS"})
    void openTelemetrysExamplesAreReadAsProtobufsOwnReaderReadsThem(String file, Signal signal) throws IOException {
        byte[] json = example(file);
        Message.Builder expected = empty(signal);
        JsonNode tree = JSON.readTree(json);
        idsToBase64(tree);
        // The examples hold fields that this version of the protocol does not know.
        JsonFormat.parser().ignoringUnknownFields().merge(tree.toString(), expected);

        Message read = empty(signal)
                .mergeFrom(OtlpJsonReader.read(json, signal.request()))
                .build();

        assertThat(read).isEqualTo(expected.build());
        assertThat(read.getSerializedSize()).isGreaterThan(100);
    }

    @Test
    void idsAreHexadecimalInAnyCase() throws IOException {
        Span span = span("\"traceId\":\"5B8EFFF798038103D269B633813FC60C\",\"spanId\":\"eee19b7ec3c1b174\"");
        assertThat(HexFormat.of().formatHex(span.getTraceId().toByteArray()))
                .isEqualTo("5b8efff798038103d269b633813fc60c");
        assertThat(HexFormat.of().formatHex(span.getSpanId().toByteArray())).isEqualTo("eee19b7ec3c1b174");
    }

    @Test
    void numbersOf64BitsAreTextsOrNumbers() throws IOException {
        Span span = span("\"startTimeUnixNano\":\"1544712660000000000\",\"endTimeUnixNano\":1544712661000000000");
        assertThat(span.getStartTimeUnixNano()).isEqualTo(1544712660000000000L);
        assertThat(span.getEndTimeUnixNano()).isEqualTo(1544712661000000000L);
        assertThat(span("\"startTimeUnixNano\":\"18446744073709551615\"").getStartTimeUnixNano())
                .isEqualTo(-1L);
        assertThat(value("{\"intValue\":\"-9223372036854775808\"}").getIntValue())
                .isEqualTo(Long.MIN_VALUE);
        assertThat(value("{\"intValue\":7}").getIntValue()).isEqualTo(7);
        assertThat(value("{\"intValue\":1.2e1}").getIntValue()).isEqualTo(12);
    }

    @Test
    void valuesOfEveryKindArrive() throws IOException {
        assertThat(value("{\"stringValue\":\"Gr\u00fc\u00dfe \\ud83d\\ude00\"}").getStringValue())
                .isEqualTo("Gr\u00fc\u00dfe \ud83d\ude00");
        assertThat(value("{\"boolValue\":false}").hasBoolValue()).isTrue();
        assertThat(value("{\"doubleValue\":0.5}").getDoubleValue()).isEqualTo(0.5);
        assertThat(value("{\"doubleValue\":\"NaN\"}").getDoubleValue()).isNaN();
        assertThat(value("{\"doubleValue\":3}").getDoubleValue()).isEqualTo(3);
        assertThat(value("{\"bytesValue\":\"_-8=\"}").getBytesValue().toByteArray())
                .containsExactly(0xFF, 0xEF);
        assertThat(value("{\"arrayValue\":{\"values\":[{\"intValue\":\"1\"},{\"stringValue\":\"a\"}]}}")
                        .getArrayValue()
                        .getValuesList())
                .hasSize(2);
        assertThat(value("{\"kvlistValue\":{\"values\":[{\"key\":\"k\",\"value\":{\"intValue\":1}}]}}")
                        .getKvlistValue()
                        .getValues(0)
                        .getKey())
                .isEqualTo("k");
    }

    @Test
    void unknownFieldsAndNullsArePassedOver() throws IOException {
        Span span = span("\"name\":\"n\",\"later\":{\"deep\":[1,{\"a\":[]}]},\"events\":null,\"kind\":3");
        assertThat(span.getName()).isEqualTo("n");
        assertThat(span.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_CLIENT);
        assertThat(ExportTraceServiceRequest.parseFrom(read("{}")))
                .isEqualTo(ExportTraceServiceRequest.getDefaultInstance());
    }

    @Test
    void namesWithUnderscoresAreRefusedWithTheNameThatIsMeant() {
        assertThatThrownBy(() -> read("{\"resource_spans\":[]}"))
                .isInstanceOf(RefusedException.class)
                .hasMessage("/resource_spans is called 'resourceSpans' in OTLP's JSON.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"traceId\":\"W47/95gDgQPSabYzgT/GDA==\"",
                "\"traceId\":\"5B8\"",
                "\"traceId\":7",
                "\"kind\":\"SPAN_KIND_SERVER\"",
                "\"kind\":1.5",
                "\"kind\":99999999999",
                "\"startTimeUnixNano\":\"-1\"",
                "\"startTimeUnixNano\":\"18446744073709551616\"",
                "\"startTimeUnixNano\":\"soon\"",
                "\"startTimeUnixNano\":1e999999999",
                "\"startTimeUnixNano\":0.5",
                "\"startTimeUnixNano\":true",
                "\"name\":7",
                "\"name\":[\"n\"]",
                "\"attributes\":{}",
                "\"attributes\":[null]",
                "\"attributes\":[7]",
                "\"status\":[]",
                "\"flags\":-1",
                "\"flags\":4294967296",
                "\"attributes\":[{\"key\":\"k\",\"value\":{\"boolValue\":1}}]",
                "\"attributes\":[{\"key\":\"k\",\"value\":{\"doubleValue\":\"0x1p3\"}}]",
                "\"attributes\":[{\"key\":\"k\",\"value\":{\"bytesValue\":\"!\"}}]"
            })
    void whatIsNotOtlpIsRefusedWithItsPlace(String field) {
        String name = field.substring(1, field.indexOf('"', 1));
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> span(field))
                .satisfies(refused -> {
                    assertThat(refused.reason().status()).isEqualTo(400);
                    assertThat(refused.getMessage()).startsWith("/resourceSpans/0/scopeSpans/0/spans/0/" + name);
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "7",
                "{",
                "{}x",
                "{} {}",
                "{\"resourceSpans\":[]",
                "{\"resourceSpans\":[],\"resourceSpans\":[]}",
                "{'resourceSpans':[]}"
            })
    void whatIsNoJsonObjectIsRefused(String json) {
        if (json.isEmpty()) {
            assertThat(read(json)).isEmpty();
        } else {
            assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> read(json));
        }
    }

    @Test
    void nestingWithoutEndIsRefused() {
        String known = "{\"arrayValue\":{\"values\":[".repeat(10_000);
        String unknown = "\"x\":" + "[".repeat(10_000) + "]".repeat(10_000);
        assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> value(known));
        assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> span(unknown));
    }

    @Test
    void aTextThatIsNoUtf8IsRefused() {
        byte[] json = "{\"x\":\"??\"}".getBytes(StandardCharsets.ISO_8859_1);
        json[6] = (byte) 0xC3;
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> OtlpJsonReader.read(json, Signal.TRACES.request()));
    }

    private static byte[] read(String json) {
        return OtlpJsonReader.read(json.getBytes(StandardCharsets.UTF_8), Signal.TRACES.request());
    }

    private static Span span(String fields) throws IOException {
        return ExportTraceServiceRequest.parseFrom(
                        read("{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{" + fields + "}]}]}]}"))
                .getResourceSpans(0)
                .getScopeSpans(0)
                .getSpans(0);
    }

    private static AnyValue value(String json) throws IOException {
        return span("\"attributes\":[{\"key\":\"k\",\"value\":" + json + "}]")
                .getAttributes(0)
                .getValue();
    }

    private static Message.Builder empty(Signal signal) {
        return switch (signal) {
            case TRACES -> ExportTraceServiceRequest.newBuilder();
            case METRICS -> ExportMetricsServiceRequest.newBuilder();
            case LOGS -> ExportLogsServiceRequest.newBuilder();
        };
    }

    private static byte[] example(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(OtlpJsonReaderTest.class.getResourceAsStream(name))) {
            return in.readAllBytes();
        }
    }

    private static void idsToBase64(JsonNode node) {
        for (String name : new String[] {"traceId", "spanId", "parentSpanId"}) {
            if (node.path(name).isTextual()) {
                byte[] id = HexFormat.of().parseHex(node.get(name).textValue());
                ((ObjectNode) node).put(name, Base64.getEncoder().encodeToString(id));
            }
        }
        if (node.isObject()) {
            for (Map.Entry<String, JsonNode> field : node.properties()) {
                idsToBase64(field.getValue());
            }
        }
        if (node.isArray()) {
            node.forEach(OtlpJsonReaderTest::idsToBase64);
        }
    }
}
