package aigateway.web.gemini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aigateway.call.GatewayException;
import aigateway.web.golden.Golden;
import aigateway.web.json.Json;
import aigateway.web.openai.Translated;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeminiGoldenTest {

    private static Supplier<String> counted() {
        int[] count = {0};
        return () -> "call_" + ++count[0];
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static ObjectNode chat(String messages, String rest) {
        return Json.object(bytes("{\"model\":\"gemini-2.5-flash\",\"messages\":[" + messages + "]" + rest + "}"));
    }

    @Test
    void fullRequestIsSaidToGemini() {
        Translated translated = ChatToGemini.translate(Golden.json("request/full.openai.json"));

        Golden.assertJson("request/full.gemini.json", Json.bytes(translated.body()));
        assertThat(translated.dropped()).containsExactly("logit_bias", "user", "parallel_tool_calls");
    }

    @Test
    void wholeAnswerIsUnderstood() {
        Golden.assertJson(
                "answer/full.gemini.openai.json",
                GeminiAnswerToChat.translate(Golden.bytes("answer/full.gemini.json"), 1_700_000_000, counted()));
    }

    @Test
    void streamIsTheSameHoweverItIsCut() {
        Golden.assertStream(
                "stream/full.gemini.events",
                "stream/full.gemini.openai.events",
                () -> new GeminiStreamToChat(1_700_000_000, counted()));
    }

    @Test
    void signatureOfACallTravelsInItsIdAndComesBack() {
        String answer = new String(
                GeminiAnswerToChat.translate(Golden.bytes("answer/full.gemini.json"), 0, counted()),
                StandardCharsets.UTF_8);
        assertThat(answer).contains("\"id\":\"call_1__thought__CpQBAdHtim8=\"", "\"id\":\"own-id\"");

        ObjectNode next = ChatToGemini.translate(chat(
                        "{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"id\":\"call_1__thought__CpQBAdHtim8=\",\"type\":\"function\",\"function\":{\"name\":\"look_up\",\"arguments\":\"{}\"}}]},"
                                + "{\"role\":\"tool\",\"tool_call_id\":\"call_1__thought__CpQBAdHtim8=\",\"content\":\"a cat\"}",
                        ""))
                .body();

        assertThat(next.at("/contents/0/parts/0"))
                .hasToString(
                        "{\"functionCall\":{\"name\":\"look_up\",\"args\":{}},\"thoughtSignature\":\"CpQBAdHtim8=\"}");
        assertThat(next.at("/contents/1"))
                .hasToString(
                        "{\"role\":\"user\",\"parts\":[{\"functionResponse\":{\"name\":\"look_up\",\"response\":{\"result\":\"a cat\"}}}]}");
    }

    @Test
    void blockedPromptIsFiltered() {
        byte[] blocked =
                bytes("{\"promptFeedback\":{\"blockReason\":\"SAFETY\"},\"usageMetadata\":{\"promptTokenCount\":4}}");

        assertThat(Json.object(GeminiAnswerToChat.translate(blocked, 0, counted()))
                        .at("/choices/0/finish_reason")
                        .asText())
                .isEqualTo("content_filter");
        assertThat(Golden.through(
                        new GeminiStreamToChat(0, counted()),
                        bytes("data: " + new String(blocked, StandardCharsets.UTF_8) + "\n\n"),
                        9))
                .contains("\"finish_reason\":\"content_filter\"")
                .endsWith("data: [DONE]\n\n");
    }

    @Test
    void streamThatIsCutDoesNotSayItIsDone() {
        String all = new String(Golden.bytes("stream/full.gemini.events"), StandardCharsets.UTF_8);
        String cut = all.substring(0, all.lastIndexOf("data: "));

        assertThat(Golden.through(new GeminiStreamToChat(0, counted()), bytes(cut), 100))
                .contains("look_up")
                .doesNotContain("[DONE]");
    }

    @Test
    void errorInAStreamIsNoEnd() {
        assertThat(Golden.through(
                        new GeminiStreamToChat(0, counted()),
                        bytes(
                                "data: {\"error\":{\"code\":503,\"message\":\"Overloaded\",\"status\":\"UNAVAILABLE\"}}\n\n"),
                        1000))
                .isEqualTo(
                        "data: {\"error\":{\"message\":\"Overloaded\",\"type\":\"UNAVAILABLE\",\"param\":null,\"code\":\"UNAVAILABLE\"}}\n\n");
    }

    @Test
    void refusalIsUnderstoodAlsoInAList() {
        String error = "{\"error\":{\"code\":429,\"message\":\"Quota\",\"status\":\"RESOURCE_EXHAUSTED\"}}";
        String told =
                "{\"error\":{\"message\":\"Quota\",\"type\":\"RESOURCE_EXHAUSTED\",\"param\":null,\"code\":\"RESOURCE_EXHAUSTED\"}}";

        assertThat(GoogleError.toOpenAi(bytes(error))).isEqualTo(bytes(told));
        assertThat(GoogleError.toOpenAi(bytes("[" + error + "]"))).isEqualTo(bytes(told));
        assertThat(GoogleError.toOpenAi(bytes("<html>"))).isEqualTo(bytes("<html>"));
    }

    @Test
    void whatIsNoAnswerIsAFault() {
        assertThatThrownBy(() -> GeminiAnswerToChat.translate(bytes("{\"error\":{}}"), 0, counted()))
                .isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void resultOfAnUnknownCallIsRefusedByItsPlace() {
        assertThatThrownBy(() -> ChatToGemini.translate(
                        chat("{\"role\":\"tool\",\"tool_call_id\":\"call_9\",\"content\":\"x\"}", "")))
                .isInstanceOfSatisfying(GatewayException.class, refused -> assertThat(refused.param())
                        .isEqualTo("messages[0].tool_call_id"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gemini-2.5-flash | none | {\"includeThoughts\":false,\"thinkingBudget\":0}",
                "gemini-2.5-pro | none | {\"includeThoughts\":false,\"thinkingBudget\":128}",
                "gemini-2.5-pro | medium | {\"includeThoughts\":true,\"thinkingBudget\":8192}",
                "gemini-3-pro-preview | medium | {\"includeThoughts\":true,\"thinkingLevel\":\"high\"}",
                "gemini-3-flash | minimal | {\"includeThoughts\":true,\"thinkingLevel\":\"minimal\"}",
                "gemini-2.0-flash | high | "
            })
    void effortIsSaidAsTheModelTakesIt(String model, String effort, String thinking) {
        ObjectNode chat = chat("{\"role\":\"user\",\"content\":\"x\"}", ",\"reasoning_effort\":\"" + effort + "\"");
        Translated translated = ChatToGemini.translate(chat.put("model", model));

        if (thinking == null) {
            assertThat(translated.dropped()).containsExactly("reasoning_effort");
        } else {
            assertThat(translated.body().at("/generationConfig/thinkingConfig")).hasToString(thinking);
        }
    }

    @Test
    void schemaThatRefersToItselfComesToAnEnd() {
        ObjectNode schema = Json.object(bytes(
                "{\"type\":\"object\",\"properties\":{\"next\":{\"$ref\":\"#\"},\"loop\":{\"$ref\":\"#/properties/loop\"},"
                        + "\"or\":{\"anyOf\":[{\"type\":\"string\",\"format\":\"uri\"},{\"type\":\"null\"}]}}}"));

        ObjectNode reduced = Schema.of(schema);

        assertThat(reduced.at("/properties/or")).hasToString("{\"nullable\":true,\"type\":\"string\"}");
        assertThat(reduced.at("/properties/next/properties/next/type").asText()).isEqualTo("object");
        assertThat(reduced.toString()).hasSizeLessThan(1_000_000);
    }
}
