package aigateway.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aigateway.it.peer.Exchange;
import com.anthropic.client.AnthropicClient;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.errors.NotFoundException;
import com.anthropic.errors.RateLimitException;
import com.anthropic.errors.UnauthorizedException;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.ContentBlock;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCountTokensParams;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.StopReason;
import com.anthropic.models.messages.ToolUseBlock;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Anthropic's official client works unchanged, with only the address and the key set, whoever answers. */
interface AnthropicSdkTests {

    Installation on();

    @ParameterizedTest
    @CsvSource({",true", ",false", "api/llm,true", "openai,false"})
    default void anthropicsClientReachesOpenAisModels(String path, boolean bearer) {
        String mark = Installation.mark();

        Message answer = on().client()
                .anthropic(path == null ? "" : path, Installation.CHECKOUT, bearer)
                .messages()
                .create(asked("openai-main/gpt-4o", mark + " @in=12 @out=7"));

        assertThat(textOf(answer)).isEqualTo("Hello from gpt-4o-2024-08-06");
        assertThat(answer.stopReason()).contains(StopReason.END_TURN);
        assertThat(answer.usage().inputTokens()).isEqualTo(12);
        assertThat(answer.usage().outputTokens()).isEqualTo(7);
        Exchange sent = on().upstream().received(mark).get(0);
        assertThat(sent.path()).isEqualTo("/v1/chat/completions");
        assertThat(sent.json().path("max_completion_tokens").asInt()).isEqualTo(50);
        assertThat(sent.json().at("/messages/0/role").asText()).isEqualTo("system");
    }

    @ParameterizedTest
    @ValueSource(strings = {"anthropic-main/claude", "gemini-main/pro", "cohere-main/command", "mistral-main/large"})
    default void anthropicsClientReachesEveryVendor(String model) {
        Message answer = sdk().messages().create(asked(model, "hello"));

        assertThat(textOf(answer)).isEqualTo("Voilà: un chat.");
        ToolUseBlock use = toolsOf(answer).get(0);
        assertThat(use.name()).isEqualTo("look_up");
        assertThat(use._input().toString()).contains("cat");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "anthropic-main/claude",
                "gemini-main/pro",
                "cohere-main/command",
                "mistral-main/large",
                "local/small"
            })
    default void anthropicsClientReadsAStreamOfEveryVendor(String model) {
        MessageAccumulator message = MessageAccumulator.create();
        try (StreamResponse<RawMessageStreamEvent> stream =
                sdk().messages().createStreaming(asked(model, "@chunks=3"))) {
            stream.stream().forEach(message::accumulate);
        }

        Message answer = message.message();
        if (model.equals("local/small")) {
            assertThat(textOf(answer)).isEqualTo("w0 w1 w2 ");
            assertThat(answer.stopReason()).contains(StopReason.END_TURN);
        } else {
            assertThat(textOf(answer)).startsWith("Voilà").contains("🐈");
            assertThat(toolsOf(answer).get(0)._input().toString()).contains("cat");
        }
        assertThat(answer.usage().outputTokens()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"@in-turn", "@one-index"})
    default void anthropicsClientHearsParallelCallsOneAfterAnother(String calls) {
        MessageAccumulator message = MessageAccumulator.create();
        try (StreamResponse<RawMessageStreamEvent> stream =
                sdk().messages().createStreaming(asked("local/small", "@chunks=1 " + calls))) {
            stream.stream().forEach(message::accumulate);
        }

        assertThat(message.message().content()).hasSize(3);
        assertThat(toolsOf(message.message()))
                .extracting(use -> use.id() + use.name() + use._input())
                .containsExactly("call_aweather{city=New York}", "call_bweather{city=Rome}");
    }

    @Test
    default void whatAnthropicsClientSaysReachesAnthropicUnchanged() {
        String mark = Installation.mark();
        String body = "{ \"model\":\"anthropic-main/claude\", \"max_tokens\":50, \"container\":{\"id\":\"c\"},"
                + "\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"" + mark
                + "\",\"cache_control\":{\"type\":\"ephemeral\"}},{\"type\":\"container_upload\",\"file_id\":\"file_1\"},"
                + "{\"type\":\"document\",\"source\":{\"type\":\"file\",\"file_id\":\"file_2\"}}]}]}";
        HttpResponse<String> answer = on().client()
                .post("v1/messages", Installation.CHECKOUT, body, "anthropic-beta", "some-beta-2026-01-01");
        HttpResponse<String> elsewhere = on().client()
                .post("v1/messages", Installation.CHECKOUT, body.replace("anthropic-main/claude", "gemini-main/pro"));

        assertThat(elsewhere.statusCode()).isEqualTo(400);
        assertThat(elsewhere.body()).contains("'container_upload'", "Anthropic's own models only");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(GatewayClient.json(answer).at("/content/7/type").asText()).isEqualTo("a_block_of_the_future");
        Exchange sent = on().vendors().received(mark).get(0);
        assertThat(sent.path()).isEqualTo("/anthropic/v1/messages");
        assertThat(sent.json().toString())
                .isEqualTo(jsonOf(body).toString().replace("anthropic-main/claude", "claude-sonnet-4-5"));
        assertThat(sent.header("x-api-key")).contains(Installation.UPSTREAM_KEY);
        assertThat(sent.header("anthropic-beta")).contains("some-beta-2026-01-01");
        assertThat(sent.headers().toString()).doesNotContain(Installation.CHECKOUT);
    }

    @Test
    default void refusalsSoundAsAnthropicSaysThem() {
        assertThatThrownBy(() -> on().client()
                        .anthropic("", "no-such-key", false)
                        .messages()
                        .create(asked("local/small", "x")))
                .isInstanceOf(UnauthorizedException.class);
        assertThatThrownBy(() -> sdk().messages().create(asked("local/unheard-of", "x")))
                .isInstanceOf(NotFoundException.class);
        for (String model : List.of("anthropic-main/claude", "gemini-main/pro", "local/dear")) {
            assertThatThrownBy(() -> sdk().messages().create(asked(model, "@status=429")))
                    .isInstanceOf(RateLimitException.class)
                    .hasMessageContaining("says 429");
        }
        HttpResponse<String> noMessages =
                on().client().post("v1/messages", Installation.CHECKOUT, "{\"model\":\"local/small\"}");
        assertThat(noMessages.statusCode()).isEqualTo(400);
        JsonNode said = GatewayClient.json(noMessages);
        assertThat(said.path("type").asText()).isEqualTo("error");
        assertThat(said.at("/error/type").asText()).isEqualTo("invalid_request_error");
        assertThat(said.at("/error/message").asText()).contains("messages");
    }

    @Test
    default void anthropicsClientIsToldHowLongItsMessageIs() {
        long tokens = sdk().messages()
                .countTokens(MessageCountTokensParams.builder()
                        .model("local/small")
                        .addUserMessage("word ".repeat(400))
                        .build())
                .inputTokens();

        assertThat(tokens).isBetween(300L, 700L);
    }

    private AnthropicClient sdk() {
        return on().client().anthropic("", Installation.CHECKOUT, false);
    }

    private static MessageCreateParams asked(String model, String message) {
        return MessageCreateParams.builder()
                .model(model)
                .maxTokens(50)
                .system("Be brief.")
                .addUserMessage(message)
                .build();
    }

    private static String textOf(Message message) {
        return message.content().stream()
                .flatMap(block -> block.text().stream())
                .map(text -> text.text())
                .collect(Collectors.joining());
    }

    private static List<ToolUseBlock> toolsOf(Message message) {
        return message.content().stream()
                .filter(ContentBlock::isToolUse)
                .map(ContentBlock::asToolUse)
                .toList();
    }

    private static JsonNode jsonOf(String text) {
        try {
            return GatewayClient.JSON.readTree(text);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
