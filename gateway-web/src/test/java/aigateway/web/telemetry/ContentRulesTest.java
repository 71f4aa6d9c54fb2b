package aigateway.web.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.manifest.Snapshot;
import aigateway.manifest.type.RequestLoggingConfig;
import aigateway.manifest.type.RequestLoggingConfig.Redacted;
import aigateway.redaction.Redaction;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ContentRulesTest {

    private static final Redaction MAIL =
            new Redaction.Builder().preset("email", "[mail]").build();
    private static final String ADDRESS = "ann@example.com";

    @Test
    void nothingToTakeOutStandsInAMessageAnywhere() throws Exception {
        List<CallTrace> told = new ArrayList<>();
        TraceSink sink = new TraceSink() {
            @Override
            public void publish(CallTrace trace) {
                told.add(trace);
            }

            @Override
            public void late() {}
        };
        RequestLoggingConfig config = new RequestLoggingConfig(
                RequestLoggingConfig.TYPE,
                "logging",
                1_000,
                List.of(new Redacted("mail", "email", null, null), new Redacted("x", null, "fal[ck]on", "#")),
                List.of());
        ContentSettings settings = new ContentSettings(() -> Snapshot.of(1, "acme", List.of(config)));
        Spans spans = new Spans(InstantSource.system(), System::nanoTime, sink, settings::current);
        CallSpan root = spans.start("chatCompletions", Kind.SERVER, null)
                .set(Attributes.INPUT, Content.of("{\"messages\":[{\"content\":\"To " + ADDRESS + " falcon\"}]}"))
                .set(Attributes.INPUT_SHORT_HAND, Content.line(most -> bytes("To " + ADDRESS + " falcon"), 10))
                .set(Attributes.GEN_AI_REQUEST_STOP_SEQUENCES, List.of("\n", ADDRESS))
                .set(Attributes.OUTPUT, Content.later(() -> bytes("y".repeat(5_000)), 10))
                .addEvent("noted", Map.of("by", ADDRESS));
        root.child("Model", Kind.CLIENT).fail("upstream_error", "bad: " + ADDRESS);
        root.end();

        byte[] message = new TraceEncoder(Map.of(), "s", "1").encode(told);

        String text = ExportTraceServiceRequest.parseFrom(message).toString();
        assertThat(text).doesNotContain(ADDRESS).doesNotContain("falcon");
        assertThat(text).contains("[mail]").contains("To [mail] #").contains("bad: [mail]");
        assertThat(text).contains("cut: 1000 of 5000 bytes");
    }

    @Test
    void whatIsTakenOutIsSeenWholeBeforeAnythingIsCut() {
        ContentRules rules = new ContentRules(1_000, MAIL);
        for (int before = 980; before < 1_002; before++) {
            String text = "x".repeat(before - 1) + ' ' + ADDRESS + " y".repeat(20_000);
            assertThat(told(rules, text))
                    .as("address at %s", before)
                    .doesNotContain("ann@")
                    .contains("of " + text.length() + " bytes]");
        }
    }

    @Test
    void aLineIsCutAfterWhatIsTakenOut() {
        ContentRules rules = new ContentRules(1_000, MAIL);
        Content line = Content.line(most -> bytes("x".repeat(194) + ' ' + ADDRESS + " and more"), 10);
        assertThat(new String(line.bytes(rules), StandardCharsets.UTF_8)).isEqualTo("x".repeat(194) + " [mail");
        Content astral = Content.line(most -> bytes("x".repeat(199) + "😀"), 10);
        assertThat(new String(astral.bytes(ContentRules.USUAL), StandardCharsets.UTF_8))
                .isEqualTo("x".repeat(199));
    }

    private static String told(ContentRules rules, String text) {
        return new String(Content.of(text).bytes(rules), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
