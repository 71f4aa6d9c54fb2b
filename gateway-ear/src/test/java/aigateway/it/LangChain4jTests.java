package aigateway.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aigateway.it.peer.Exchange;
import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** LangChain4j works unchanged, with only the address and the key set. */
interface LangChain4jTests {

    Installation on();

    @Test
    default void langChain4jCompletesAChat() {
        ChatResponse answer = openAi("openai-main/gpt-4o").chat(UserMessage.from("hello @in=12 @out=7"));

        assertThat(answer.aiMessage().text()).isEqualTo("Hello from gpt-4o-2024-08-06");
        assertThat(answer.metadata().tokenUsage().inputTokenCount()).isEqualTo(12);
        assertThat(answer.metadata().tokenUsage().outputTokenCount()).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"local/small", "anthropic-main/claude", "gemini-main/pro", "bedrock-main/claude"})
    default void langChain4jReadsAStreamOfEveryVendor(String model) throws Exception {
        StringBuilder text = new StringBuilder();
        CompletableFuture<ChatResponse> whole = new CompletableFuture<>();
        OpenAiStreamingChatModel.builder()
                .baseUrl(on().client().address("v1"))
                .apiKey(Installation.CHECKOUT)
                .modelName(model)
                .build()
                .chat("@chunks=3", new StreamingChatResponseHandler() {
                    @Override
                    public void onPartialResponse(String piece) {
                        text.append(piece);
                    }

                    @Override
                    public void onCompleteResponse(ChatResponse response) {
                        whole.complete(response);
                    }

                    @Override
                    public void onError(Throwable failure) {
                        whole.completeExceptionally(failure);
                    }
                });

        AiMessage said = whole.get(30, TimeUnit.SECONDS).aiMessage();

        assertThat(text.toString()).contains(model.equals("local/small") ? "w0 w1 w2 " : "🐈");
        if (!model.equals("local/small")) {
            assertThat(said.toolExecutionRequests()).isNotEmpty().allSatisfy(call -> assertThat(
                            GatewayClient.json(call.arguments()).isObject())
                    .isTrue());
        }
    }

    /** What the tools said goes back to the vendor in its own words, beside the calls it had made. */
    @Test
    default void langChain4jUsesToolsOverTwoTurns() {
        String mark = Installation.mark();
        ChatModel model = openAi("anthropic-main/claude");
        ToolSpecification lookUp = ToolSpecification.builder()
                .name("look_up")
                .description("Looks something up.")
                .parameters(JsonObjectSchema.builder()
                        .addStringProperty("what")
                        .addIntegerProperty("depth")
                        .required("what")
                        .build())
                .build();
        ToolSpecification now = ToolSpecification.builder()
                .name("now")
                .description("What time it is.")
                .build();
        UserMessage question = UserMessage.from(mark);
        AiMessage calls = model.chat(ChatRequest.builder()
                        .messages(question)
                        .toolSpecifications(lookUp, now)
                        .build())
                .aiMessage();
        List<ToolExecutionRequest> asked = calls.toolExecutionRequests();
        assertThat(asked).extracting(ToolExecutionRequest::name).containsExactly("look_up", "now");
        assertThat(GatewayClient.json(asked.get(0).arguments()).path("what").asText())
                .isEqualTo("cat");
        assertThat(asked.get(1).arguments()).isEqualTo("{}");

        model.chat(ChatRequest.builder()
                .messages(
                        question,
                        calls,
                        ToolExecutionResultMessage.from(asked.get(0), "A small animal."),
                        ToolExecutionResultMessage.from(asked.get(1), "Noon."))
                .toolSpecifications(lookUp, now)
                .build());

        Exchange sent = on().vendors().received(mark).get(1);
        assertThat(sent.json().path("tools")).hasSize(2);
        JsonNode results = sent.json().at("/messages/2/content");
        assertThat(results).hasSize(2);
        assertThat(results.get(0).path("tool_use_id").asText()).isEqualTo("toolu_1");
        assertThat(results.toString()).contains("A small animal.", "Noon.");
    }

    @Test
    default void langChain4jEmbeds() {
        List<Embedding> vectors = OpenAiEmbeddingModel.builder()
                .baseUrl(on().client().address("v1"))
                .apiKey(Installation.CHECKOUT)
                .modelName("gemini-main/vectors")
                .build()
                .embedAll(List.of(TextSegment.from("Un chat."), TextSegment.from("Un chien.")))
                .content();

        assertThat(vectors.get(0).vector()).containsExactly(0.5f, -0.25f, 0.125f, 1.0f);
        assertThat(vectors.get(1).vector()).containsExactly(0.0f, 1.5f, -2.0f, 0.75f);
    }

    @Test
    default void langChain4jsModelOfAnthropicReachesAnotherVendor() {
        ChatResponse answer = AnthropicChatModel.builder()
                .baseUrl(on().client().address("v1/"))
                .apiKey(Installation.CHECKOUT)
                .modelName("gemini-main/pro")
                .maxTokens(100)
                .build()
                .chat(UserMessage.from("hello"));

        assertThat(answer.aiMessage().text()).startsWith("Voilà");
        assertThat(answer.aiMessage().toolExecutionRequests()).isNotEmpty();
    }

    @Test
    default void langChain4jKnowsEachRefusal() {
        assertThatThrownBy(() -> openAi("openai-main/unheard-of").chat("x")).isInstanceOf(ModelNotFoundException.class);
        assertThatThrownBy(() -> openAi("openai-main/gpt-4o").chat("@status=429"))
                .isInstanceOf(RateLimitException.class)
                .hasMessageContaining("The upstream says 429");
    }

    private ChatModel openAi(String model) {
        return OpenAiChatModel.builder()
                .baseUrl(on().client().address("v1"))
                .apiKey(Installation.CHECKOUT)
                .modelName(model)
                .maxRetries(0)
                .build();
    }
}
