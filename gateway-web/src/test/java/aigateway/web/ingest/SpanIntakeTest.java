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
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
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

    /** Conversations come as lists of messages, too, with their parts in lists of their own. */
    @Test
    void whatIsSaidInListsLinksAndFailuresIsRedactedAsWell() throws IOException {
        KeyValue messages = KeyValue.newBuilder()
                .setKey("gen_ai.input.messages")
                .setValue(list(AnyValue.newBuilder()
                        .setKvlistValue(KeyValueList.newBuilder()
                                .addValues(text("role", "user"))
                                .addValues(KeyValue.newBuilder()
                                        .setKey("parts")
                                        .setValue(list(
                                                text("", "to ann@example.com").getValue()))))
                        .build()))
                .build();
        Span told = span("a")
                .addAttributes(messages)
                .addEvents(Span.Event.newBuilder().setName("e").addAttributes(messages))
                .addLinks(Span.Link.newBuilder().addAttributes(text("why", "for bob@example.com")))
                .setStatus(Status.newBuilder().setMessage("cannot reach eve@example.com"))
                .build();
        ContentRules rules = new ContentRules(
                ContentRules.USUAL.limit(),
                new Redaction.Builder().preset("email", "[mail]").build());

        Span redacted = passed(told, rules, true);

        assertThat(redacted.toString()).doesNotContain("@example.com");
        assertThat(redacted.getAttributes(1)
                        .getValue()
                        .getArrayValue()
                        .getValues(0)
                        .toString())
                .contains("\"user\"", "\"to [mail]\"");
        assertThat(redacted.getEvents(0).toString()).contains("to [mail]");
        assertThat(redacted.getLinks(0).toString()).contains("for [mail]");
        assertThat(redacted.getStatus().getMessage()).isEqualTo("cannot reach [mail]");
    }

    @Test
    void listsThatSayTooMuchAreCutAndMarked() throws IOException {
        AnyValue text = text("", "x".repeat(1_000)).getValue();
        Span told = span("a")
                .addAttributes(KeyValue.newBuilder()
                        .setKey("long")
                        .setValue(list(Collections.nCopies(1_000, text).toArray(AnyValue[]::new))))
                .addAttributes(KeyValue.newBuilder().setKey("short").setValue(list(text, text)))
                .build();

        Span cut = passed(told, ContentRules.USUAL, true);

        List<AnyValue> values = cut.getAttributes(1).getValue().getArrayValue().getValuesList();
        assertThat(values).hasSizeBetween(250, 263);
        assertThat(values.get(values.size() - 1).getStringValue())
                .isEqualTo("… [cut: " + (values.size() - 1) + " of 1000 values]");
        assertThat(cut.getAttributes(2)).isEqualTo(told.getAttributes(2));
    }

    /** Each alone would pass. */
    @Test
    void textsOfAListShareTheLimit() throws IOException {
        int limit = ContentRules.USUAL.limit();
        Span told = span("a")
                .addAttributes(KeyValue.newBuilder()
                        .setKey("long")
                        .setValue(list(
                                text("", "x".repeat(limit - 100)).getValue(),
                                text("", "y".repeat(limit)).getValue())))
                .build();

        AnyValue cut = passed(told, ContentRules.USUAL, true).getAttributes(1).getValue();

        assertThat(cut.getSerializedSize()).isLessThan(limit + 100);
        assertThat(cut.getArrayValue().getValues(1).getStringValue())
                .startsWith("yyyy")
                .endsWith("of " + limit + " bytes]");
    }

    @Test
    void bytesAreNoWayAroundWhatTextsObey() throws IOException {
        int limit = ContentRules.USUAL.limit();
        byte[] picture = new byte[limit + 100];
        Arrays.fill(picture, (byte) 0xFF);
        ByteString small = ByteString.copyFrom(new byte[] {(byte) 0xFF, (byte) 0xD8});
        AnyValue prompt = bytes(ByteString.copyFromUtf8("to ann@example.com"));
        Span told = span("a")
                .addAttributes(KeyValue.newBuilder().setKey("alone").setValue(prompt))
                .addAttributes(KeyValue.newBuilder().setKey("listed").setValue(list(prompt, bytes(small))))
                .addAttributes(KeyValue.newBuilder()
                        .setKey("long")
                        .setValue(bytes(ByteString.copyFromUtf8("x".repeat(limit + 100)))))
                .addAttributes(KeyValue.newBuilder().setKey("picture").setValue(bytes(ByteString.copyFrom(picture))))
                .build();
        ContentRules rules = new ContentRules(
                limit, new Redaction.Builder().preset("email", "[mail]").build());

        Span passed = passed(told, rules, true);

        ByteString clean = ByteString.copyFromUtf8("to [mail]");
        assertThat(passed.getAttributes(1).getValue()).isEqualTo(bytes(clean));
        assertThat(passed.getAttributes(2).getValue()).isEqualTo(list(bytes(clean), bytes(small)));
        assertThat(passed.getAttributes(3).getValue().getBytesValue().toStringUtf8())
                .startsWith("xxxx")
                .endsWith("of " + (limit + 100) + " bytes]");
        assertThat(passed.getAttributes(4).getValue().getStringValue())
                .isEqualTo("… [cut: 0 of " + (limit + 100) + " bytes]");
    }

    @Test
    void bytesOfAListCountAsTextsDo() throws IOException {
        AnyValue bytes =
                bytes(ByteString.copyFrom(new byte[] {(byte) 0xFF}).concat(ByteString.copyFrom(new byte[999])));
        Span told = span("a")
                .addAttributes(KeyValue.newBuilder()
                        .setKey("long")
                        .setValue(list(Collections.nCopies(1_000, bytes).toArray(AnyValue[]::new))))
                .build();

        Span cut = passed(told, ContentRules.USUAL, true);

        assertThat(cut.getAttributes(1).getValue().getArrayValue().getValuesList())
                .hasSizeBetween(250, 263);
    }

    private static AnyValue bytes(ByteString bytes) {
        return AnyValue.newBuilder().setBytesValue(bytes).build();
    }

    private static AnyValue list(AnyValue... values) {
        return AnyValue.newBuilder()
                .setArrayValue(ArrayValue.newBuilder().addAllValues(List.of(values)))
                .build();
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
