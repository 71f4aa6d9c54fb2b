package aigateway.otlp.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import aigateway.call.Operation;
import aigateway.otlp.TestMessages;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What each backend is told of one whole trace: a chat completion whose first target failed. */
class ProfilesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    static List<Profile> all() {
        return List.of(new StandardProfile(), new LogfireProfile(), new LangfuseProfile(), new Last9Profile());
    }

    @ParameterizedTest
    @MethodSource("all")
    void traceStaysATrace(Profile profile) {
        TestTrace before = TestTrace.chatCompletion();
        TestTrace after = before.in(profile);
        assertThat(after.spans()).hasSameSizeAs(before.spans());
        for (int i = 0; i < before.spans().size(); i++) {
            Span kept = before.spans().get(i);
            Span told = after.spans().get(i);
            assertThat(told.getTraceId()).isEqualTo(kept.getTraceId());
            assertThat(told.getSpanId()).isEqualTo(kept.getSpanId());
            assertThat(told.getParentSpanId()).isEqualTo(kept.getParentSpanId());
            assertThat(told.getStartTimeUnixNano()).isEqualTo(kept.getStartTimeUnixNano());
            assertThat(told.getEndTimeUnixNano()).isEqualTo(kept.getEndTimeUnixNano());
            assertThat(told.getStatus()).isEqualTo(kept.getStatus());
            assertThat(TestTrace.attributes(told).keySet())
                    .as("%s: no name is said twice", kept.getName())
                    .hasSize(told.getAttributesCount());
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void shapingTwiceSaysNothingTwice(Profile profile) {
        TestTrace once = TestTrace.chatCompletion().in(profile);
        for (Span span : once.in(profile).spans()) {
            assertThat(TestTrace.attributes(span).keySet()).hasSize(span.getAttributesCount());
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void modelTellsTheConversationByOpenTelemetrysNames(Profile profile) {
        Map<String, Object> model = TestTrace.chatCompletion().in(profile).attributes("chat gpt-4o");
        assertThat(model)
                .contains(
                        entry("gen_ai.operation.name", "chat"),
                        entry("gen_ai.provider.name", "openai"),
                        entry("gen_ai.request.model", "gpt-4o"),
                        entry("gen_ai.usage.input_tokens", 12L),
                        entry("gen_ai.usage.output_tokens", 7L),
                        entry("gen_ai.response.finish_reasons", List.of("stop")),
                        entry(
                                "gen_ai.input.messages",
                                "[{\"role\":\"system\",\"parts\":[{\"type\":\"text\",\"content\":\"Be brief\"}]},"
                                        + "{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"Hi\"}]}]"))
                .containsKeys("gen_ai.output.messages", "gen_ai.system_instructions", "tfy.span_type");
    }

    @Test
    void standardHasEverything() {
        TestTrace told = TestTrace.chatCompletion().in(new StandardProfile());
        for (String name : List.of("chatCompletions", "chat gpt-4o")) {
            assertThat(told.attributes(name))
                    .contains(
                            entry("gen_ai.prompt.0.role", "system"),
                            entry("gen_ai.prompt.1.content", "Hi"),
                            entry("gen_ai.completion.0.content", "Ho"),
                            entry("gen_ai.completion.0.finish_reason", "stop"),
                            entry("gen_ai.usage.input_tokens", 12L));
            assertThat(told.span(name).getEventsList())
                    .extracting(Span.Event::getName)
                    .containsExactly("gen_ai.system.message", "gen_ai.user.message");
        }
    }

    @Test
    void logfireCountsTokensAndCostOnce() {
        TestTrace told = TestTrace.chatCompletion().in(new LogfireProfile());
        assertThat(told.attributes("chat gpt-4o"))
                .contains(
                        entry("operation.cost", 0.0001),
                        entry("gen_ai.system", "openai"),
                        entry("gen_ai.usage.cache_creation.input_tokens", 3L));
        for (Span span : told.spans()) {
            if (!"Model".equals(TestTrace.attributes(span).get("tfy.span_type"))) {
                assertThat(TestTrace.attributes(span).keySet())
                        .as(span.getName())
                        .noneMatch(name -> name.startsWith("gen_ai.usage.") || name.equals("operation.cost"));
            }
        }
    }

    @Test
    void logfireIsToldWhatIsJson() throws Exception {
        TestTrace told = TestTrace.chatCompletion().in(new LogfireProfile());
        for (String name : List.of("chatCompletions", "chat gpt-4o")) {
            Map<String, Object> attributes = told.attributes(name);
            JsonNode schema = JSON.readTree(String.valueOf(attributes.get("logfire.json_schema")));
            assertThat(schema.path("type").textValue()).isEqualTo("object");
            assertThat(schema.at("/properties/gen_ai.input.messages/type").textValue())
                    .isEqualTo("array");
            assertThat(schema.at("/properties/gen_ai.output.messages/type").textValue())
                    .isEqualTo("array");
            assertThat(schema.at("/properties/tfy.input/type").textValue()).isEqualTo("object");
            for (Map.Entry<String, JsonNode> property :
                    schema.path("properties").properties()) {
                JsonNode value = JSON.readTree(String.valueOf(attributes.get(property.getKey())));
                assertThat(value.isArray() ? "array" : "object")
                        .as(property.getKey())
                        .isEqualTo(property.getValue().path("type").textValue());
            }
        }
        assertThat(told.attributes("HTTP POST")).doesNotContainKey("logfire.json_schema");
    }

    @Test
    void logfireGetsFinishReasonsAsAListWhoeverSentThem() {
        Span.Builder span = Span.newBuilder()
                .addAttributes(Attributes.text("gen_ai.response.finish_reasons", "length"))
                .addAttributes(Attributes.text("gen_ai.provider.name", "mistral_ai"))
                .addAttributes(TestMessages.attribute("gen_ai.usage.input_tokens", 5L));
        new LogfireProfile().shape(span);
        assertThat(TestTrace.attributes(span.build()))
                .contains(
                        entry("gen_ai.response.finish_reasons", List.of("length")),
                        entry("gen_ai.system", "mistral_ai"),
                        entry("gen_ai.usage.input_tokens", 5L));
    }

    @Test
    void logfireIsNotToldThatACutTextIsJson() {
        Span.Builder span = Span.newBuilder().addAttributes(Attributes.text("tfy.input", "{\"messages\":[{\"ro"));
        new LogfireProfile().shape(span);
        assertThat(String.valueOf(TestTrace.attributes(span.build()).get("logfire.json_schema")))
                .doesNotContain("tfy.input");
    }

    @Test
    void langfuseGetsNoSingleMessagesAnywhere() {
        for (Span span : TestTrace.chatCompletion().in(new LangfuseProfile()).spans()) {
            assertThat(TestTrace.attributes(span).keySet())
                    .as(span.getName())
                    .noneMatch(name -> name.startsWith("gen_ai.prompt") || name.startsWith("gen_ai.completion"));
        }
    }

    @Test
    void langfuseLearnsWhoWhenAndHowMuch() {
        TestTrace told = TestTrace.chatCompletion().in(new LangfuseProfile());
        assertThat(told.attributes("chat gpt-4o"))
                .contains(
                        entry("gen_ai.usage.cost", 0.0001),
                        entry("gen_ai.usage.cache_creation", 3L),
                        entry("langfuse.observation.type", "generation"),
                        entry("langfuse.observation.completion_start_time", "\"2026-11-20T12:00:00.130500Z\""),
                        entry("session.id", "conversation-1"),
                        entry("user.id", "ann@example.com"))
                .doesNotContainKey("gen_ai.usage.cache_creation.input_tokens");
        assertThat(told.attributes("chatCompletions"))
                .contains(
                        entry("langfuse.observation.type", "span"),
                        entry("session.id", "conversation-1"),
                        entry("user.id", "ann@example.com"))
                .doesNotContainKey("gen_ai.usage.cost");
        assertThat(told.attributes("Guardrail")).contains(entry("langfuse.observation.type", "guardrail"));
    }

    @Test
    void langfuseKeepsWhatAnOlderApplicationSaid() {
        Span.Builder span = Span.newBuilder()
                .addAttributes(Attributes.text("gen_ai.prompt.1.content", "there"))
                .addAttributes(Attributes.text("gen_ai.prompt.1.role", "user"))
                .addAttributes(Attributes.text("gen_ai.prompt.0.role", "system"))
                .addAttributes(Attributes.text("gen_ai.prompt.999999999.content", "hostile"))
                .addAttributes(Attributes.text("gen_ai.completion.0.content", "here"));
        new LangfuseProfile().shape(span);
        assertThat(TestTrace.attributes(span.build()))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "langfuse.observation.input",
                        "[{\"role\":\"system\"},{\"content\":\"there\",\"role\":\"user\"}]",
                        "langfuse.observation.output",
                        "[{\"content\":\"here\"}]"));
    }

    @Test
    void last9GetsTheConversationInEveryForm() {
        Map<String, Object> model =
                TestTrace.chatCompletion().in(new Last9Profile()).attributes("chat gpt-4o");
        assertThat(model)
                .contains(
                        entry(
                                "gen_ai.prompt",
                                "[{\"role\":\"system\",\"content\":\"Be brief\"},{\"role\":\"user\",\"content\":\"Hi\"}]"),
                        entry(
                                "gen_ai.completion",
                                "[{\"role\":\"assistant\",\"content\":\"Ho\",\"finish_reason\":\"stop\"}]"),
                        entry("gen_ai.prompt.1.content", "Hi"),
                        entry("gen_ai.completion.0.content", "Ho"));
    }

    @Test
    void last9LearnsKindCostWorkflowAndUser() {
        TestTrace told = TestTrace.chatCompletion().in(new Last9Profile());
        assertThat(told.attributes("chat gpt-4o"))
                .contains(
                        entry("gen_ai.l9.span.kind", "llm"),
                        entry("gen_ai.usage.cost", 0.0001),
                        entry("gen_ai.usage.cost_usd", 0.0001),
                        entry("workflow.id", TestTrace.TRACE_ID),
                        entry("user.id", "ann@example.com"));
        assertThat(told.attributes("chatCompletions"))
                .contains(
                        entry("gen_ai.l9.span.kind", "chain"),
                        entry("workflow.id", TestTrace.TRACE_ID),
                        entry("user.id", "ann@example.com"))
                .doesNotContainKey("gen_ai.usage.cost");
        assertThat(told.attributes("Tool Call: search")).contains(entry("gen_ai.l9.span.kind", "tool"));
        assertThat(told.attributes("HTTP POST")).doesNotContainKey("gen_ai.l9.span.kind");
    }

    @ParameterizedTest
    @EnumSource(Operation.class)
    void last9LearnsTheKindOfEveryRequestThereIs(Operation operation) {
        Span.Builder span =
                Span.newBuilder().addAttributes(TestMessages.attribute("tfy.span_type", operation.spanType()));

        new Last9Profile().shape(span);

        assertThat(TestTrace.attributes(span.build())).contains(entry("gen_ai.l9.span.kind", "chain"));
    }

    @ParameterizedTest
    @MethodSource("all")
    void contentThatIsExcludedIsNotDerivedAgain(Profile profile) {
        for (Span kept : TestTrace.chatCompletion().spans()) {
            Span.Builder span = kept.toBuilder();
            RequestData.dropFrom(span);
            profile.shape(span);
            assertThat(span.build().toString()).doesNotContain("Be brief", "\"Ho\"", "canary");
        }
    }
}
