package aigateway.web.bedrock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aigateway.call.GatewayException;
import aigateway.web.golden.Golden;
import aigateway.web.json.Json;
import aigateway.web.openai.ChatRequestReader;
import aigateway.web.openai.RetoldRequest;
import aigateway.web.openai.Translated;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BedrockGoldenTest {

    private static ConverseStreamToChat stream() {
        return new ConverseStreamToChat("chatcmpl-1", "claude", 1_700_000_000);
    }

    private static ObjectNode chat(String messages, String rest) {
        return Json.object(
                ("{\"model\":\"m\",\"messages\":[" + messages + "]" + rest + "}").getBytes(StandardCharsets.UTF_8));
    }

    /** A message as Amazon sends it. */
    private static byte[] frame(Map<String, String> headers, String payload) {
        ByteArrayOutputStream named = new ByteArrayOutputStream();
        headers.forEach((name, value) -> {
            named.write(name.length());
            named.writeBytes(name.getBytes(StandardCharsets.UTF_8));
            named.write(7);
            named.writeBytes(
                    ByteBuffer.allocate(2).putShort((short) value.length()).array());
            named.writeBytes(value.getBytes(StandardCharsets.UTF_8));
        });
        byte[] body = payload.getBytes(StandardCharsets.UTF_8);
        int length = 12 + named.size() + body.length + 4;
        ByteBuffer frame = ByteBuffer.allocate(length).putInt(length).putInt(named.size());
        frame.putInt(sum(frame.array(), 8)).put(named.toByteArray()).put(body);
        return frame.putInt(sum(frame.array(), length - 4)).array();
    }

    private static int sum(byte[] bytes, int length) {
        CRC32 sum = new CRC32();
        sum.update(bytes, 0, length);
        return (int) sum.getValue();
    }

    @Test
    void fullRequestIsSaidToConverse() {
        ObjectNode chat = Golden.json("request/full.openai.json");
        // Bedrock fetches no pictures.
        ((ArrayNode) chat.at("/messages/2/content")).remove(2);

        Translated translated = ChatToConverse.translate(chat);

        Golden.assertJson("request/full.bedrock.json", Json.bytes(translated.body()));
        assertThat(translated.dropped())
                .containsExactly("seed", "presence_penalty", "logit_bias", "user", "parallel_tool_calls");
    }

    @Test
    void wholeAnswerIsUnderstood() {
        Golden.assertJson(
                "answer/full.bedrock.openai.json",
                ConverseAnswerToChat.translate(
                        Golden.bytes("answer/full.bedrock.json"), "chatcmpl-1", "claude", 1_700_000_000));
    }

    @Test
    void streamIsTheSameHoweverItIsCut() {
        Golden.assertStream(
                "stream/full.bedrock.events", "stream/full.bedrock.openai.events", BedrockGoldenTest::stream);
    }

    @Test
    void everyWrongByteIsFound() {
        byte[] recorded = Golden.bytes("stream/full.bedrock.events");
        int first = ByteBuffer.wrap(recorded).getInt();
        for (int at = 0; at < first; at++) {
            byte[] wrong = Arrays.copyOf(recorded, first);
            wrong[at] ^= 0x10;
            assertThatThrownBy(() -> {
                        ConverseStreamToChat stream = stream();
                        stream.translate(wrong);
                        stream.end();
                    })
                    .as("byte %d", at)
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void streamThatIsCutIsAFault() {
        byte[] recorded = Golden.bytes("stream/full.bedrock.events");

        assertThatThrownBy(() -> Golden.through(stream(), Arrays.copyOf(recorded, recorded.length - 1), 64))
                .isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void streamWithoutAStopReasonDoesNotSayItIsDone() {
        byte[] start =
                frame(Map.of(":event-type", "messageStart", ":message-type", "event"), "{\"role\":\"assistant\"}");

        assertThat(Golden.through(stream(), start, 3)).contains("assistant").doesNotContain("[DONE]");
    }

    @Test
    void lengthThatCannotBeIsAFaultAndNotMemory() {
        ByteBuffer prelude = ByteBuffer.allocate(12).putInt(Integer.MAX_VALUE).putInt(0);
        prelude.putInt(sum(prelude.array(), 8));

        assertThatThrownBy(() -> stream().translate(prelude.array())).isInstanceOf(IOException.class);
    }

    @Test
    void exceptionInAStreamIsNoEnd() {
        byte[] exception = frame(
                Map.of(":message-type", "exception", ":exception-type", "throttlingException"),
                "{\"message\":\"Too many tokens\"}");

        assertThat(Golden.through(stream(), exception, 5))
                .isEqualTo(
                        "data: {\"error\":{\"message\":\"Too many tokens\",\"type\":\"throttlingException\",\"param\":null,\"code\":\"throttlingException\"}}\n\n");
    }

    @Test
    void toolsThatWereUsedAreDefinedEvenWhenNoneMayBe() {
        ObjectNode body = ChatToConverse.translate(chat(
                        "{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"a b\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]},"
                                + "{\"role\":\"tool\",\"tool_call_id\":\"a b\",\"content\":\"\"}",
                        ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"g\"}}],\"tool_choice\":\"none\""))
                .body();

        assertThat(body.at("/toolConfig/tools/0/toolSpec/name").asText()).isEqualTo("f");
        assertThat(body.path("toolConfig").has("toolChoice")).isFalse();
        String id = body.at("/messages/1/content/0/toolUse/toolUseId").asText();
        assertThat(id)
                .matches("[a-zA-Z0-9_.:-]{1,64}")
                .isEqualTo(body.at("/messages/2/content/0/toolResult/toolUseId").asText());
        assertThat(body.at("/messages/2/content/0/toolResult/content")).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "us.anthropic.claude-opus-4-6-v1 | {'reasoningContent':{'reasoningText':{'text':'t','signature':'s'}}},{'reasoningContent':{'redactedContent':'d'}},",
                "us.deepseek.r1-v1:0 | ''",
                "us.amazon.nova-2-lite-v1:0 | ''",
                "arn:aws:bedrock:eu-west-1:1:application-inference-profile/abc | {'reasoningContent':{'reasoningText':{'text':'t','signature':'s'}}},{'reasoningContent':{'redactedContent':'d'}},",
                "moonshot.kimi-k2-thinking | {'reasoningContent':{'reasoningText':{'text':'v'}}},{'reasoningContent':{'reasoningText':{'text':'t','signature':'s'}}},{'reasoningContent':{'redactedContent':'d'}},"
            })
    void whatTheModelThoughtGoesBackBeforeItsCallsWhereItIsTaken(String model, String thoughts) {
        ObjectNode body = ChatToConverse.translate(chat(
                                "{\"role\":\"assistant\",\"content\":\"x\",\"thinking_blocks\":[{\"type\":\"thinking\",\"thinking\":\"v\",\"signature\":\"\"},{\"type\":\"thinking\",\"thinking\":\"t\",\"signature\":\"s\"},{\"type\":\"redacted_thinking\",\"data\":\"d\"}]}",
                                ",\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":1024},\"guardrailConfig\":{\"guardrailIdentifier\":\"g\"}")
                        .put("model", model))
                .body();

        assertThat(body.at("/messages/1/content"))
                .hasToString(("[" + (thoughts.equals("''") ? "" : thoughts) + "{'text':'x'}]").replace('\'', '"'));
        assertThat(body.at("/additionalModelRequestFields/thinking/type").asText())
                .isEqualTo("enabled");
        assertThat(body.at("/guardrailConfig/guardrailIdentifier").asText()).isEqualTo("g");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"type\":\"adaptive\"}", "{\"type\":\"disabled\"}", "null"})
    void thinkingWithoutABudgetSetsNoBound(String thinking) {
        ObjectNode body = ChatToConverse.translate(
                        chat("{\"role\":\"user\",\"content\":\"x\"}", ",\"thinking\":" + thinking)
                                .put("model", "anthropic.claude-opus-4-6-v1"))
                .body();

        assertThat(body.has("inferenceConfig")).isFalse();
    }

    /** Bedrock refuses any other beginning. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"role\":\"system\",\"content\":\"x\"}",
                "{\"role\":\"user\",\"content\":\"\"}",
                "{\"role\":\"system\",\"content\":\"x\"},{\"role\":\"assistant\",\"content\":\"y\"},{\"role\":\"user\",\"content\":\"z\"}",
                "{\"role\":\"assistant\",\"content\":\"y\"}"
            })
    void conversationBeginsWithAUser(String asked) {
        JsonNode messages = ChatToConverse.translate(chat(asked, "")).body().path("messages");

        assertThat(messages.path(0)).hasToString("{\"role\":\"user\",\"content\":[{\"text\":\".\"}]}");
        assertThat(messages.path(1).path("role").asText("assistant")).isEqualTo("assistant");
    }

    /** A result holds none: Bedrock takes it beside them. */
    @Test
    void pointToCacheToStandsBehindTheLastResult() {
        String cached =
                "[{\"type\":\"text\",\"text\":\"r\",\"cache_control\":{\"type\":\"ephemeral\"}},{\"type\":\"text\",\"text\":\"s\",\"cache_control\":{\"type\":\"ephemeral\"}}]";
        ObjectNode body = ChatToConverse.translate(chat(
                        "{\"role\":\"user\",\"content\":\"x\"},{\"role\":\"assistant\",\"content\":\"y\"},"
                                + "{\"role\":\"tool\",\"tool_call_id\":\"a\",\"content\":" + cached + "},"
                                + "{\"role\":\"tool\",\"tool_call_id\":\"b\",\"content\":" + cached + "},"
                                + "{\"role\":\"tool\",\"tool_call_id\":\"c\",\"content\":\"t\"},"
                                + "{\"role\":\"user\",\"content\":\"z\"}",
                        ""))
                .body();

        String result = "{'toolResult':{'toolUseId':'%s','content':[{'text':'r'},{'text':'s'}]}},";
        assertThat(body.at("/messages/2/content"))
                .hasToString(("[" + result.formatted("a") + result.formatted("b")
                                + "{'toolResult':{'toolUseId':'c','content':[{'text':'t'}]}},"
                                + "{'cachePoint':{'type':'default'}},{'text':'z'}]")
                        .replace('\'', '"'));
    }

    @ParameterizedTest
    @CsvSource({
        "anthropic.claude-sonnet-4-5-20250929-v1:0, functions.f:0, false",
        "moonshot.kimi-k2-thinking, functions.f:0, true",
        "anthropic.claude-sonnet-4-5-20250929-v1:0, call_1, true"
    })
    void idsOfCallsAreOnesThatTheModelTakes(String model, String id, boolean asItIs) {
        ObjectNode body = ChatToConverse.translate(chat(
                                "{\"role\":\"user\",\"content\":\"x\"},{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\""
                                        + id
                                        + "\",\"function\":{\"name\":\"f\"}}]},"
                                        + "{\"role\":\"tool\",\"tool_call_id\":\"" + id + "\",\"content\":\"y\"}",
                                "")
                        .put("model", model))
                .body();

        String use = body.at("/messages/1/content/0/toolUse/toolUseId").asText();
        assertThat(use.equals(id)).isEqualTo(asItIs);
        assertThat(use)
                .matches(asItIs ? "[a-zA-Z0-9_.:-]+" : "[a-zA-Z0-9_-]+")
                .isEqualTo(body.at("/messages/2/content/0/toolResult/toolUseId").asText());
    }

    /** Claude refuses blanks that end an answer; to others they may mean something. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "us.anthropic.claude-opus-4-7 | ['END','\\n',' '] | {'stopSequences':['END']}",
                "us.anthropic.claude-opus-4-7 | '\\n'             | ",
                "us.amazon.nova-pro-v1:0      | ['END','\\n']     | {'stopSequences':['END','\\n']}"
            })
    void blanksDoNotEndAnAnswerOfClaudes(String model, String stop, String config) {
        ObjectNode body = ChatToConverse.translate(
                        chat("{\"role\":\"user\",\"content\":\"x\"}", ",\"stop\":" + stop.replace('\'', '"'))
                                .put("model", model))
                .body();

        assertThat(body.path("inferenceConfig").toString()).isEqualTo(config == null ? "" : config.replace('\'', '"'));
    }

    @ParameterizedTest
    @CsvSource({
        "eu.anthropic.claude-sonnet-4-5-20250929-v1:0, none, true",
        "us.anthropic.claude-opus-4-1-20250805-v1:0, none, true",
        "global.anthropic.claude-opus-4-6-v1, none, true",
        "anthropic.claude-sonnet-4-20250514-v1:0, none, false",
        "anthropic.claude-3-5-sonnet-20240620-v1:0, none, false",
        "anthropic.claude-v2:1, none, false",
        "amazon.nova-pro-v1:0, none, false"
    })
    void newerClaudeTakesTheTemperatureAlone(String model, String effort, boolean alone) {
        Translated translated = ChatToConverse.translate(chat(
                        "{\"role\":\"user\",\"content\":\"x\"}",
                        ",\"temperature\":0.5,\"top_p\":0.95,\"reasoning_effort\":\"" + effort + "\"")
                .put("model", model));

        JsonNode config = translated.body().path("inferenceConfig");
        assertThat(config.path("temperature").asDouble()).isEqualTo(0.5);
        assertThat(config.has("topP")).isEqualTo(!alone);
        assertThat(translated.dropped().contains("top_p")).isEqualTo(alone);
    }

    @ParameterizedTest
    @CsvSource({
        "end_turn,stop",
        "stop_sequence,stop",
        "max_tokens,length",
        "model_context_window_exceeded,length",
        "tool_use,tool_calls",
        "guardrail_intervened,content_filter",
        "content_filtered,content_filter"
    })
    void stopReasonsAreFinishReasons(String stopReason, String finishReason) {
        assertThat(ConverseFacts.finishReason(stopReason)).isEqualTo(finishReason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\"https://x.example/a.png\"}}]}",
                "{\"role\":\"user\",\"content\":[{\"type\":\"file\",\"file\":{\"file_id\":\"f\"}}]}",
                "{\"role\":\"user\",\"content\":[{\"type\":\"input_audio\"}]}",
                "{\"role\":\"robot\",\"content\":\"x\"}"
            })
    void whatCannotBeSaidNamesItsPlace(String message) {
        assertThatThrownBy(() -> ChatToConverse.translate(chat(message, "")))
                .isInstanceOfSatisfying(GatewayException.class, refused -> assertThat(refused.param())
                        .startsWith("messages[0]"));
    }

    @Test
    void whatIsNoAnswerIsAFault() {
        for (String body : List.of("{}", "<html>", "{\"output\":{}}")) {
            assertThatThrownBy(
                            () -> ConverseAnswerToChat.translate(body.getBytes(StandardCharsets.UTF_8), "id", "m", 0))
                    .isInstanceOf(UncheckedIOException.class);
        }
    }

    /** Each maker's word for it; what none has is named. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "eu.anthropic.claude-sonnet-4-5-20250929-v1:0 | low  | {'inferenceConfig':{'maxTokens':5120},'additionalModelRequestFields':{'thinking':{'type':'enabled','budget_tokens':1024}}}",
                "us.anthropic.claude-opus-4-7                 | high | {'outputConfig':{'effort':'high'},'additionalModelRequestFields':{'thinking':{'type':'adaptive'}}}",
                "openai.gpt-oss-120b-1:0                      | xhigh | {'inferenceConfig':{'temperature':0.5},'additionalModelRequestFields':{'reasoning_effort':'high'}}",
                "global.amazon.nova-2-lite-v1:0               | low  | {'inferenceConfig':{'temperature':0.5},'additionalModelRequestFields':{'reasoningConfig':{'type':'enabled','maxReasoningEffort':'low'}}}",
                "global.amazon.nova-2-lite-v1:0               | max  | {'additionalModelRequestFields':{'reasoningConfig':{'type':'enabled','maxReasoningEffort':'high'}}}",
                "meta.llama3-3-70b-instruct-v1:0              | low  | {'inferenceConfig':{'temperature':0.5}}",
                "anthropic.claude-3-haiku-20240307-v1:0       | low  | {'inferenceConfig':{'temperature':0.5}}",
                "us.anthropic.claude-3-5-sonnet-20241022-v2:0 | high | {'inferenceConfig':{'temperature':0.5}}",
                "anthropic.claude-v2:1                        | low  | {'inferenceConfig':{'temperature':0.5}}",
                "anthropic.claude-instant-v1                  | low  | {'inferenceConfig':{'temperature':0.5}}",
                "eu.anthropic.claude-sonnet-4-5-20250929-v1:0 | none | {'inferenceConfig':{'temperature':0.5}}"
            })
    void effortIsSaidInTheWordsOfTheModelsMaker(String model, String effort, String said) {
        ObjectNode chat = chat(
                "{\"role\":\"user\",\"content\":\"x\"}",
                ",\"temperature\":0.5,\"reasoning_effort\":\"" + effort + "\"");

        Translated translated = ChatToConverse.translate(chat.put("model", model));

        ObjectNode body = translated.body();
        body.remove("messages");
        assertThat(Json.object(Json.bytes(body)))
                .isEqualTo(Json.object(said.replace('\'', '"').getBytes(StandardCharsets.UTF_8)));
        boolean thoughtless = model.matches("meta.*|.*claude-(3-|v2|instant).*");
        assertThat(translated.dropped().contains("reasoning_effort")).isEqualTo(thoughtless);
        assertThat(translated.dropped().contains("temperature"))
                .isEqualTo(!thoughtless && !effort.equals("none") && !body.has("inferenceConfig")
                        || body.at("/additionalModelRequestFields/thinking/type")
                                .asText()
                                .equals("enabled"));
    }

    @Test
    void thinkingAndAToolThatMustBeCalledExcludeEachOther() {
        Translated translated = ChatToConverse.translate(chat(
                        "{\"role\":\"user\",\"content\":\"x\"}",
                        ",\"reasoning_effort\":\"high\",\"tool_choice\":\"required\",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}]")
                .put("model", "anthropic.claude-sonnet-4-5-20250929-v1:0"));

        assertThat(translated.body().has("additionalModelRequestFields")).isFalse();
        assertThat(translated.dropped()).containsExactly("reasoning_effort");
    }

    /** Bedrock refuses it with a clear word; a tool that nobody has would be called. */
    @ParameterizedTest
    @ValueSource(strings = {"{\"name\":\"\"}", "{}"})
    void toolWithoutANameIsGivenNone(String function) {
        Translated translated = ChatToConverse.translate(chat(
                "{\"role\":\"user\",\"content\":\"x\"}",
                ",\"tools\":[{\"type\":\"function\",\"function\":" + function + "}]"));

        assertThat(translated.body().at("/toolConfig/tools/0/toolSpec/name").asText("missing"))
                .isEmpty();
        assertThat(translated.toolNames()).isEmpty();
    }

    @Test
    void claudeThatCalledToolsWithoutThoughtsIsNotAskedToThink() {
        Translated translated = ChatToConverse.translate(chat(
                        "{\"role\":\"user\",\"content\":\"x\"},{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"c\",\"type\":\"function\","
                                + "\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]},{\"role\":\"tool\",\"tool_call_id\":\"c\",\"content\":\"y\"}",
                        ",\"reasoning_effort\":\"high\",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}]")
                .put("model", "anthropic.claude-sonnet-4-5-20250929-v1:0"));

        assertThat(translated.body().has("additionalModelRequestFields")).isFalse();
        assertThat(translated.dropped()).containsExactly("reasoning_effort");
    }

    /** Anthropic's clients may say 128 characters, Gemini's dots; what comes back has the client's name again. */
    @Test
    void toolsThatBedrockWouldRefuseHaveOtherNamesThereAndTheirOwnInTheAnswer() throws Exception {
        String longName = "mcp__" + "a_rather_long_server_name__".repeat(3);
        String tools = ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"" + longName
                + "\"}},{\"type\":\"function\",\"function\":{\"name\":\"weather.now\"}},{\"type\":\"function\",\"function\":{\"name\":\"weather:now\"}},"
                + "{\"type\":\"function\",\"function\":{\"name\":\"plain-1\"}}],\"tool_choice\":{\"type\":\"function\",\"function\":{\"name\":\"weather.now\"}}";
        ObjectNode chat = chat(
                "{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"c\",\"function\":{\"name\":\"weather.now\",\"arguments\":\"{}\"}}]},"
                        + "{\"role\":\"tool\",\"tool_call_id\":\"c\",\"content\":\"sun\"}",
                tools);
        RetoldRequest retold =
                ChatRequestReader.read(Json.bytes(chat)).retold("m", Map.of(), Map.of(), ChatToConverse::translate);
        ObjectNode body = Json.object(retold.body());

        List<String> told = new ArrayList<>();
        body.at("/toolConfig/tools")
                .forEach(tool -> told.add(tool.at("/toolSpec/name").asText()));
        assertThat(told).doesNotHaveDuplicates().allMatch(name -> name.matches("[a-zA-Z0-9_-]{1,64}"));
        assertThat(told.get(3)).isEqualTo("plain-1");
        assertThat(body.at("/toolConfig/toolChoice/tool/name").asText()).isEqualTo(told.get(1));
        assertThat(body.at("/messages/1/content/0/toolUse/name").asText()).isEqualTo(told.get(1));

        byte[] answer = ("{\"output\":{\"message\":{\"content\":[{\"toolUse\":{\"toolUseId\":\"c\",\"name\":\""
                        + told.get(0)
                        + "\",\"input\":{}}},{\"toolUse\":{\"toolUseId\":\"d\",\"name\":\"plain-1\",\"input\":{}}}]}},\"stopReason\":\"tool_use\"}")
                .getBytes(StandardCharsets.UTF_8);
        ObjectNode heard = Json.object(retold.answer(ConverseAnswerToChat.translate(answer, "i", "m", 0)));
        assertThat(heard.at("/choices/0/message/tool_calls/0/function/name").asText())
                .isEqualTo(longName);
        assertThat(heard.at("/choices/0/message/tool_calls/1/function/name").asText())
                .isEqualTo("plain-1");

        byte[] called = frame(
                Map.of(":event-type", "contentBlockStart", ":message-type", "event"),
                "{\"start\":{\"toolUse\":{\"toolUseId\":\"c\",\"name\":\"" + told.get(2) + "\"}}}");
        byte[] stop =
                frame(Map.of(":event-type", "contentBlockStop", ":message-type", "event"), "{\"contentBlockIndex\":0}");
        byte[] end =
                frame(Map.of(":event-type", "messageStop", ":message-type", "event"), "{\"stopReason\":\"tool_use\"}");
        ByteArrayOutputStream events = new ByteArrayOutputStream();
        events.writeBytes(called);
        events.writeBytes(stop);
        events.writeBytes(end);
        assertThat(Golden.through(retold.stream(stream()), events.toByteArray(), 11))
                .contains("\"name\":\"weather:now\"", "\"arguments\":\"{}\"", "data: [DONE]")
                .doesNotContain(told.get(2));
    }
}
