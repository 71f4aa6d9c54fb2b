package aigateway.web.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import aigateway.identity.Caller;
import aigateway.identity.Subject;
import aigateway.redaction.Redaction;
import aigateway.web.telemetry.ContentRules;
import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SpanIntakeTest {

    private static final Caller CHECKOUT = Caller.of(
            Subject.virtualAccount("checkout"), "Checkout \"1\"", Set.of("data"), Set.of("member"), null, Map.of());
    private static final Instant NOW = Instant.parse("2023-11-15T00:00:00Z");
    private static final byte[] STAMP = Stamp.of(CHECKOUT, Stamp.project("default", null));

    @Test
    void spansArriveAsTheyWereSentWithWhoseTheyAre() throws IOException {
        ExportTraceServiceRequest request = request(span("a").build(), span("b").build());

        SpanIntake intake = read(request);

        assertThat(intake.outcome()).isEqualTo(Outcome.EVERYTHING);
        assertThat(intake.spans()).isEqualTo(2);
        ResourceSpans told = only(intake).getResourceSpans(0);
        assertThat(told.getResource()).isEqualTo(request.getResourceSpans(0).getResource());
        assertThat(told.getSchemaUrl()).isEqualTo("https://schema");
        assertThat(told.getScopeSpans(0).getScope())
                .isEqualTo(request.getResourceSpans(0).getScopeSpans(0).getScope());
        for (Span span : told.getScopeSpans(0).getSpansList()) {
            assertThat(text(span, "tfy.tracing_project_fqn")).isEqualTo("default:tracing-project:default");
            assertThat(text(span, "tfy.request.created_by_subject"))
                    .isEqualTo(
                            "{\"subjectId\":\"virtualaccount:checkout\",\"subjectType\":\"virtualaccount\",\"subjectSlug\":\"checkout\",\"subjectDisplayName\":\"Checkout \\\"1\\\"\"}");
            assertThat(span.toBuilder()
                            .clearAttributes()
                            .addAllAttributes(span.getAttributesList().subList(0, 1))
                            .build())
                    .isIn(request.getResourceSpans(0).getScopeSpans(0).getSpansList());
        }
    }

    @Test
    void nobodySpeaksForAnother() throws IOException {
        Span forged = span("forged")
                .addAttributes(text("tfy.request.created_by_subject", "{\"subjectSlug\":\"ann\"}"))
                .addAttributes(text("tfy.tracing_project_fqn", "theirs"))
                .addAttributes(text("tfy.span_type", "Model"))
                .addAttributes(text("tfy.request.created_by_subject_teams", "board"))
                .build();

        Span told =
                only(read(request(forged))).getResourceSpans(0).getScopeSpans(0).getSpans(0);

        assertThat(told.getAttributesList())
                .extracting(KeyValue::getKey)
                .containsExactlyInAnyOrder(
                        "k",
                        "tfy.tracing_project_fqn",
                        "tfy.request.created_by_subject",
                        "tfy.request.created_by_subject_teams");
        assertThat(told.toString()).doesNotContain("ann", "theirs", "board", "Model");
        assertThat(told.getDroppedAttributesCount()).isEqualTo(4);
    }

    @Test
    void spansWithoutIdsAreRejectedAndTheOthersTaken() throws IOException {
        SpanIntake intake = read(request(
                span("good").build(),
                span("short").setTraceId(id(15)).build(),
                span("long").setSpanId(id(9)).build(),
                span("zero").setTraceId(ByteString.copyFrom(new byte[16])).build(),
                span("none").clearSpanId().build(),
                span("parent").setParentSpanId(id(3)).build()));

        assertThat(intake.outcome())
                .isEqualTo(
                        new Outcome(5, "Not taken: 5 spans without valid ids (16 bytes for a trace, 8 for a span)."));
        assertThat(names(intake)).containsExactly("good");
    }

    @Test
    void spansFromTheFutureAreRejected() throws IOException {
        SpanIntake intake = read(request(
                span("skewed").setStartTimeUnixNano(1_700_050_000_000_000_000L).build(),
                span("far").setStartTimeUnixNano(1_800_000_000_000_000_000L).build(),
                span("beyond").setStartTimeUnixNano(-1).build()));
        assertThat(intake.outcome())
                .isEqualTo(new Outcome(2, "Not taken: 2 spans that begin more than a day from now."));
        assertThat(names(intake)).containsExactly("skewed");
    }

    @Test
    void tenThousandAttributesAreCut() throws IOException {
        Span.Builder wide = span("wide");
        for (int i = 0; i < 9_999; i++) {
            wide.addAttributes(text("k" + i, "v"));
        }
        wide.addEventsBuilder().addAllAttributes(wide.getAttributesList());

        Span told = only(read(request(wide.build())))
                .getResourceSpans(0)
                .getScopeSpans(0)
                .getSpans(0);

        assertThat(told.getAttributesCount()).isEqualTo(1_000 + 3);
        assertThat(told.getDroppedAttributesCount()).isEqualTo(9_000);
        assertThat(told.getEvents(0).getAttributesCount()).isEqualTo(1_000);
        assertThat(told.getEvents(0).getDroppedAttributesCount()).isEqualTo(9_000);
    }

    @Test
    void hugeTextsAreCutAndMarked() throws IOException {
        Span huge = span("huge")
                .addAttributes(text("huge", "\u00e4".repeat(1 << 20)))
                .build();

        Span told =
                only(read(request(huge))).getResourceSpans(0).getScopeSpans(0).getSpans(0);

        assertThat(text(told, "huge"))
                .startsWith("\u00e4\u00e4")
                .endsWith("\u00e4\u2026 [cut: 262144 of 2097152 bytes]");
    }

    @Test
    void whatIsTooLargeInManyPiecesIsRejected() {
        Span.Builder large = span("large");
        for (int i = 0; i < 100; i++) {
            large.addAttributes(text("k" + i, "x".repeat(100_000)));
        }
        assertThat(read(request(large.build(), span("small").build())).outcome())
                .isEqualTo(new Outcome(1, "Not taken: 1 span larger than 4 MiB."));
        ExportTraceServiceRequest.Builder request = request(span("a").build()).toBuilder();
        request.getResourceSpansBuilder(0).getResourceBuilder().addAttributes(text("r", "x".repeat(70_000)));
        assertThat(read(request.build()).outcome().message())
                .isEqualTo("Not taken: 1 span whose resource or scope is larger than 64 KiB.");
    }

    @Test
    void deepNestingIsRefused() {
        AnyValue value = AnyValue.newBuilder().setStringValue("x").build();
        for (int i = 0; i < 45; i++) {
            value = AnyValue.newBuilder()
                    .setArrayValue(ArrayValue.newBuilder().addValues(value))
                    .build();
        }
        Span deep = span("deep")
                .addAttributes(KeyValue.newBuilder().setKey("d").setValue(value))
                .build();
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> read(request(deep)))
                .withMessageContaining("nesting");
    }

    @Test
    void aLargeRequestBecomesMessagesOfAModestSize() throws IOException {
        List<Span> spans = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            spans.add(span("s" + i).addAttributes(text("t", "x".repeat(500))).build());
        }
        SpanIntake intake = SpanIntake.read(
                request(spans.toArray(Span[]::new)).toByteArray(), STAMP, ContentRules.USUAL, true, NOW, 100_000);

        assertThat(intake.messages()).hasSizeGreaterThan(15);
        assertThat(intake.messages()).allSatisfy(message -> {
            assertThat(message.length).isLessThan(102_000);
            assertThat(ExportTraceServiceRequest.parseFrom(message)
                            .getResourceSpans(0)
                            .getResource())
                    .isEqualTo(resource());
        });
        assertThat(names(intake)).isEqualTo(spans.stream().map(Span::getName).toList());
    }

    @Test
    void resourcesAndScopesAreKeptApart() throws IOException {
        ExportTraceServiceRequest.Builder request = request(span("a").build()).toBuilder();
        request.addResourceSpansBuilder()
                .setResource(Resource.newBuilder().addAttributes(text("service.name", "other")))
                .addScopeSpansBuilder()
                .addSpans(span("b"));
        request.getResourceSpansBuilder(0).addScopeSpansBuilder().addSpans(span("c"));
        request.addResourceSpansBuilder();

        ExportTraceServiceRequest told = only(read(request.build()));

        assertThat(told.getResourceSpansList().stream()
                        .flatMap(resource -> resource.getScopeSpansList().stream()
                                .map(scope -> resource.getResource().getAttributesCount()
                                        + scope.getScope().getName()
                                        + scope.getSpans(0).getName()))
                        .toList())
                .containsExactly("1lika", "1c", "1b");
    }

    @Test
    void whatIsNoRequestIsRefused() {
        byte[] good = request(span("a").build()).toByteArray();
        byte[] text = request(span("\u0001\u0001").build()).toByteArray();
        for (int i = 0; i < text.length; i++) {
            text[i] = text[i] == 1 && text[i + 1 < text.length ? i + 1 : i] == 1 ? (byte) 0xC3 : text[i];
        }
        List<byte[]> all = List.of(
                java.util.Arrays.copyOf(good, good.length - 3), text, "{}".getBytes(), new byte[] {11}, new byte[] {0});
        for (byte[] bad : all) {
            assertThatExceptionOfType(RefusedException.class)
                    .isThrownBy(() -> SpanIntake.read(bad, STAMP, ContentRules.USUAL, true, NOW, 1_000))
                    .satisfies(refused -> assertThat(refused.reason().status()).isEqualTo(400));
        }
        assertThat(SpanIntake.read(new byte[0], STAMP, ContentRules.USUAL, true, NOW, 1_000)
                        .messages())
                .isEmpty();
    }

    /** Whatever passes can be read behind the topic, where a message that cannot be read is lost. */
    @Test
    void whatPassesCanBeRead() {
        byte[] good = request(span("a")
                        .addEvents(Span.Event.newBuilder().setName("e"))
                        .build())
                .toByteArray();
        for (int i = 0; i < 50_000; i++) {
            byte[] bad = good.clone();
            for (int flips = ThreadLocalRandom.current().nextInt(1, 4); flips > 0; flips--) {
                bad[ThreadLocalRandom.current().nextInt(bad.length)] =
                        (byte) ThreadLocalRandom.current().nextInt(256);
            }
            try {
                for (byte[] message : SpanIntake.read(bad, STAMP, ContentRules.USUAL, true, NOW, 1_000)
                        .messages()) {
                    ExportTraceServiceRequest.parseFrom(message);
                }
            } catch (RefusedException refused) {
                assertThat(refused.reason().status()).isEqualTo(400);
            } catch (IOException e) {
                throw new AssertionError(java.util.HexFormat.of().formatHex(bad), e);
            }
        }
    }

    @Test
    void projectIsChosenWithinTheTenant() throws IOException {
        byte[] stamp = Stamp.of(CHECKOUT, Stamp.project("acme", "acme:tracing-project:shop"));
        SpanIntake intake =
                SpanIntake.read(request(span("a").build()).toByteArray(), stamp, ContentRules.USUAL, true, NOW, 1_000);
        assertThat(text(only(intake).getResourceSpans(0).getScopeSpans(0).getSpans(0), "tfy.tracing_project_fqn"))
                .isEqualTo("acme:tracing-project:shop");
        for (String bad :
                List.of("shop", "other:tracing-project:shop", "acme:tracing-project:", "acme:tracing-project:a:b")) {
            assertThatExceptionOfType(RefusedException.class)
                    .isThrownBy(() -> Stamp.project("acme", bad))
                    .withMessageContaining(Stamp.PROJECT_HEADER);
        }
    }

    @Test
    void contentIsRedactedAndLeftOutWhereRulesSaySo() throws IOException {
        Span told = span("a")
                .addAttributes(text("gen_ai.prompt.0.content", "to ann@example.com"))
                .addAttributes(text("traceloop.entity.input", "{\"to\":\"ann\\u0040example.com\"}"))
                .addAttributes(text("gen_ai.request.model", "gpt"))
                .addEvents(Span.Event.newBuilder().setName("gen_ai.user.message"))
                .build();
        ContentRules rules = new ContentRules(
                ContentRules.USUAL.limit(),
                new Redaction.Builder().preset("email", "[mail]").build());
        Span redacted = passed(told, rules, true);
        assertThat(text(redacted, "gen_ai.prompt.0.content")).isEqualTo("to [mail]");
        assertThat(text(redacted, "traceloop.entity.input")).isEqualTo("{\"to\":\"[mail]\"}");
        assertThat(redacted.getEventsCount()).isEqualTo(1);
        Span bare = passed(told, ContentRules.USUAL, false);
        assertThat(bare.getAttributesList())
                .extracting(KeyValue::getKey)
                .contains("gen_ai.request.model")
                .doesNotContain("gen_ai.prompt.0.content", "traceloop.entity.input");
        assertThat(bare.getEventsList()).isEmpty();
    }

    private static Span passed(Span span, ContentRules rules, boolean content) throws IOException {
        SpanIntake intake = SpanIntake.read(request(span).toByteArray(), STAMP, rules, content, NOW, 1 << 20);
        return only(intake).getResourceSpans(0).getScopeSpans(0).getSpans(0);
    }

    private static SpanIntake read(ExportTraceServiceRequest request) {
        return SpanIntake.read(request.toByteArray(), STAMP, ContentRules.USUAL, true, NOW, 1 << 20);
    }

    private static ExportTraceServiceRequest only(SpanIntake intake) throws IOException {
        assertThat(intake.messages()).hasSize(1);
        return ExportTraceServiceRequest.parseFrom(intake.messages().get(0));
    }

    private static List<String> names(SpanIntake intake) throws IOException {
        List<String> names = new ArrayList<>();
        for (byte[] message : intake.messages()) {
            ExportTraceServiceRequest.parseFrom(message)
                    .getResourceSpansList()
                    .forEach(resource -> resource.getScopeSpansList()
                            .forEach(scope -> names.addAll(scope.getSpansList().stream()
                                    .map(Span::getName)
                                    .collect(Collectors.toList()))));
        }
        return names;
    }

    private static ExportTraceServiceRequest request(Span... spans) {
        ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
        ResourceSpans.Builder resource =
                request.addResourceSpansBuilder().setResource(resource()).setSchemaUrl("https://schema");
        resource.addScopeSpansBuilder()
                .addAllSpans(List.of(spans))
                .getScopeBuilder()
                .setName("lik");
        return request.build();
    }

    private static Resource resource() {
        return Resource.newBuilder().addAttributes(text("service.name", "shop")).build();
    }

    private static Span.Builder span(String name) {
        return Span.newBuilder()
                .setName(name)
                .setTraceId(id(16))
                .setSpanId(id(8))
                .setStartTimeUnixNano(1_700_000_000_000_000_000L)
                .setEndTimeUnixNano(1_700_000_001_000_000_000L)
                .addAttributes(text("k", "v"));
    }

    private static ByteString id(int length) {
        byte[] id = new byte[length];
        ThreadLocalRandom.current().nextBytes(id);
        id[0] = 1;
        return ByteString.copyFrom(id);
    }

    private static KeyValue text(String name, String value) {
        return KeyValue.newBuilder()
                .setKey(name)
                .setValue(AnyValue.newBuilder().setStringValue(value))
                .build();
    }

    private static String text(Span span, String name) {
        return span.getAttributesList().stream()
                .filter(attribute -> attribute.getKey().equals(name))
                .map(attribute -> attribute.getValue().getStringValue())
                .collect(Collectors.joining());
    }
}
