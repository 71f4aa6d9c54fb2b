package aigateway.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import aigateway.it.peer.Exchange;
import aigateway.it.peer.ToldSpan;
import aigateway.it.peer.Trace;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.openai.core.http.StreamResponse;
import com.openai.errors.RateLimitException;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** OpenAI's official client reaches the vendors that speak another protocol. */
interface VendorTests {

    Installation on();

    @ParameterizedTest
    @CsvSource({
        "anthropic-main/claude, /anthropic/v1/messages, x-api-key, '', 12507, 550",
        "gemini-main/pro, /gemini/v1beta/models/gemini-2.5-pro:generateContent, x-goog-api-key, '', 107, 50",
        "bedrock-main/claude, /bedrock/model/eu.anthropic.claude-sonnet-4-5-20250929-v1%3A0/converse, authorization, 'Bearer ', 145, 17",
        "cohere-main/command, /cohere/v2/chat, authorization, 'Bearer ', 20, 12",
        "mistral-main/large, /mistral/v1/chat/completions, authorization, 'Bearer ', 16, 34"
    })
    default void openAisClientReachesEveryVendor(
            String model, String path, String header, String prefix, long input, long output) {
        String mark = Installation.mark();

        ChatCompletion answer = on().client()
                .openAi("v1", Installation.CHECKOUT)
                .chat()
                .completions()
                .create(chat(model, mark));

        assertThat(answer.choices().get(0).message().content()).contains("Voilà: un chat.");
        assertThat(answer.choices()
                        .get(0)
                        .message()
                        .toolCalls()
                        .orElseThrow()
                        .get(0)
                        .asFunction()
                        .function()
                        .arguments())
                .contains("\"what\":\"cat\"");
        assertThat(answer.usage().orElseThrow().promptTokens()).isEqualTo(input);
        assertThat(answer.usage().orElseThrow().completionTokens()).isEqualTo(output);
        Exchange sent = on().vendors().received(mark).get(0);
        assertThat(sent.path()).isEqualTo(path);
        assertThat(sent.header(header)).contains(prefix + Installation.UPSTREAM_KEY);
        assertThat(sent.headers().toString()).doesNotContain(Installation.CHECKOUT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "anthropic-main/claude",
                "gemini-main/pro",
                "bedrock-main/claude",
                "cohere-main/command",
                "mistral-main/large"
            })
    default void openAisClientReadsAStreamOfEveryVendor(String model) {
        ChatCompletionAccumulator all = ChatCompletionAccumulator.create();
        try (StreamResponse<ChatCompletionChunk> stream = on().client()
                .openAi("v1", Installation.CHECKOUT)
                .chat()
                .completions()
                .createStreaming(chat(model, "hello"))) {
            stream.stream().forEach(all::accumulate);
        }

        ChatCompletion answer = all.chatCompletion();
        assertThat(answer.choices().get(0).message().content().orElseThrow())
                .startsWith("Voilà")
                .contains("🐈");
        assertThat(answer.choices()
                        .get(0)
                        .message()
                        .toolCalls()
                        .orElseThrow()
                        .get(0)
                        .asFunction()
                        .function()
                        .arguments())
                .contains("cat");
    }

    @ParameterizedTest
    @CsvSource({
        "anthropic-main/claude, Anthropic says 429, rate_limit_error",
        "gemini-main/pro, Gemini says 429, RESOURCE_EXHAUSTED",
        "bedrock-main/claude, bedrock says 429, ThrottlingException",
        "cohere-main/command, cohere says 429, upstream_error",
        "mistral-main/large, n: mistral says 429, invalid_request_error"
    })
    default void refusalOfAVendorKeepsItsStatusItsWordsAndItsType(String model, String said, String type) {
        assertThatThrownBy(() -> on().client()
                        .openAi("v1", Installation.CHECKOUT)
                        .chat()
                        .completions()
                        .create(chat(model, "@status=429")))
                .isInstanceOfSatisfying(RateLimitException.class, refused -> {
                    assertThat(refused).hasMessageContaining(said);
                    assertThat(refused.type()).contains(type);
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "anthropic-main/claude",
                "gemini-main/pro",
                "bedrock-main/claude",
                "cohere-main/command",
                "mistral-main/large"
            })
    default void streamThatBreaksSaysSoInTheClientsDialect(String model) throws IOException {
        HttpResponse<InputStream> answer = on().client().stream(Installation.CHECKOUT, model, "@cut");
        String openAi = new String(answer.body().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(openAi)
                .contains("\"choices\"", "\"type\":\"upstream_stream_broken\"")
                .doesNotContain("[DONE]");

        ObjectNode body = GatewayClient.body(model, "@cut", true).put("max_tokens", 50);
        String anthropic = on().client()
                .post("v1/messages", Installation.CHECKOUT, body.toString())
                .body();
        assertThat(anthropic)
                .contains("event: message_start", "event: error\ndata: {\"type\":\"error\"")
                .doesNotContain("message_stop");

        String gemini = on().client()
                .post(
                        "v1beta/models/" + model + ":streamGenerateContent?alt=sse",
                        Installation.CHECKOUT,
                        "{\"contents\":[{\"parts\":[{\"text\":\"@cut\"}]}]}")
                .body();
        assertThat(gemini)
                .contains("\"candidates\"", "\"status\":\"UNAVAILABLE\"")
                .doesNotContain("finishReason");
    }

    @Test
    default void whatAVendorHasNothingForIsNamed() {
        ObjectNode body = GatewayClient.body("anthropic-main/claude", "hello", false);
        body.put("seed", 7).put("presence_penalty", 0.5).put("n", 1);

        HttpResponse<String> answer = on().client().post("v1/chat/completions", Installation.CHECKOUT, body.toString());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("x-tfy-dropped-parameters")).contains("seed,presence_penalty");
        assertThat(answer.headers().firstValue("x-tfy-resolved-model")).contains("anthropic-main/claude");
    }

    @Test
    default void whatCannotBeSaidToAVendorIsABadRequest() {
        ObjectNode body = GatewayClient.body("anthropic-main/claude", "x", false);
        ((ObjectNode) body.at("/messages/0"))
                .putArray("content")
                .addObject()
                .put("type", "input_audio")
                .putObject("input_audio")
                .put("data", "");

        HttpResponse<String> answer = on().client().post("v1/chat/completions", Installation.CHECKOUT, body.toString());

        assertThat(answer.statusCode()).isEqualTo(400);
        JsonNode error = GatewayClient.json(answer).path("error");
        assertThat(error.path("message").asText()).contains("audio");
        assertThat(error.path("type").asText()).isEqualTo("invalid_request_error");
    }

    @Test
    default void fieldsThatAnAccountSetsReachTheVendorInItsWords() {
        String mark = Installation.mark();
        on().client().chat(Installation.CHECKOUT, "anthropic-main/capped", mark);

        assertThat(on().vendors()
                        .received(mark)
                        .get(0)
                        .json()
                        .path("max_tokens")
                        .asInt())
                .isEqualTo(7);
    }

    @ParameterizedTest
    @CsvSource({
        "anthropic-main/claude, anthropic, 12507, 0.05",
        "gemini-main/pro, gcp.gemini, 107, 0.0001",
        "bedrock-main/claude, aws.bedrock, 145, 0.0005",
    })
    default void traceNamesTheVendorAndWhatItCost(String model, String vendor, long input, double atLeast) {
        HttpResponse<String> answer = on().client().chat(Installation.CHECKOUT, model, "hello");
        Trace trace = on().otlp()
                .awaitTrace(answer.headers().firstValue("x-tfy-trace-id").orElseThrow());

        ToldSpan span = trace.ofType("Model").get(0);
        assertThat(span.attributes())
                .contains(
                        entry("gen_ai.provider.name", vendor),
                        entry("gen_ai.system", vendor),
                        entry("gen_ai.usage.input_tokens", input),
                        entry("gen_ai.completion.0.content", "Voilà: un chat."),
                        entry("gen_ai.completion.0.tool_calls.0.name", "look_up"));
        assertThat((double) span.attributes().get("tfy.model.metric.cost_in_usd"))
                .isGreaterThan(atLeast);
    }

    private static ChatCompletionCreateParams chat(String model, String message) {
        return ChatCompletionCreateParams.builder()
                .model(model)
                .addUserMessage(message)
                .build();
    }
}
