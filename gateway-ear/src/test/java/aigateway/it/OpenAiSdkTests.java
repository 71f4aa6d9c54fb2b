package aigateway.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aigateway.it.peer.Exchange;
import com.openai.client.OpenAIClient;
import com.openai.core.http.StreamResponse;
import com.openai.errors.NotFoundException;
import com.openai.errors.PermissionDeniedException;
import com.openai.errors.RateLimitException;
import com.openai.errors.UnauthorizedException;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.models.Model;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The official client works unchanged, with only the address and the key set. */
interface OpenAiSdkTests {

    Installation on();

    @Test
    default void officialClientCompletesAChat() {
        String mark = Installation.mark();

        ChatCompletion answer = sdk("v1", Installation.CHECKOUT)
                .chat()
                .completions()
                .create(chat("openai-main/gpt-4o", mark + " @in=12 @out=7"));

        assertThat(answer.choices().get(0).message().content()).contains("Hello from gpt-4o-2024-08-06");
        assertThat(answer.usage().orElseThrow().completionTokens()).isEqualTo(7);
        assertThat(answer.usage().orElseThrow().promptTokens()).isEqualTo(12);
        Exchange sent = on().upstream().received(mark).get(0);
        assertThat(sent.path()).isEqualTo("/v1/chat/completions");
        assertThat(sent.json().path("model").asText()).isEqualTo("gpt-4o-2024-08-06");
        assertThat(sent.header("authorization")).contains("Bearer " + Installation.UPSTREAM_KEY);
        assertThat(sent.headers().toString()).doesNotContain(Installation.CHECKOUT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "v1",
                "openai",
                "openai/v1",
                "api/llm",
                "api/llm/v1",
                "api/llm/api/inference/openai",
                "api/llm/api/inference/openai/v1"
            })
    default void everyBaseAddressAnswers(String path) {
        ChatCompletion answer =
                sdk(path, Installation.CHECKOUT).chat().completions().create(chat("openai-main/gpt-4o", "hello"));

        assertThat(answer.choices().get(0).message().content()).contains("Hello from gpt-4o-2024-08-06");
    }

    @Test
    default void officialClientReadsAStream() {
        try (StreamResponse<ChatCompletionChunk> stream = sdk("v1", Installation.CHECKOUT)
                .chat()
                .completions()
                .createStreaming(chat("local/small", "@chunks=5 @every=20"))) {
            List<ChatCompletionChunk> chunks = stream.stream().toList();

            assertThat(textOf(chunks)).isEqualTo("w0 w1 w2 w3 w4 ");
            assertThat(chunks).noneMatch(chunk -> chunk.usage().isPresent());
        }
    }

    @Test
    default void officialClientGetsTheUsageItAskedFor() {
        ChatCompletionCreateParams asked = chat("local/small", "@chunks=2 @in=21 @out=4").toBuilder()
                .streamOptions(
                        ChatCompletionStreamOptions.builder().includeUsage(true).build())
                .build();
        try (StreamResponse<ChatCompletionChunk> stream =
                sdk("v1", Installation.CHECKOUT).chat().completions().createStreaming(asked)) {
            List<ChatCompletionChunk> chunks = stream.stream().toList();

            assertThat(chunks.get(chunks.size() - 1).usage().orElseThrow().promptTokens())
                    .isEqualTo(21);
        }
    }

    @Test
    default void officialClientListsTheModelsOfItsKey() {
        List<String> models = sdk("v1", Installation.CHECKOUT).models().list().data().stream()
                .map(Model::id)
                .toList();

        assertThat(models)
                .contains("openai-main/gpt-4o", "local/small", "production/chat", "production/safe")
                .doesNotContain("board-only/gpt-4o");
    }

    @Test
    default void keyWithoutPermissionsIsShownNoModels() {
        List<String> models = sdk("v1", Installation.HASTY).models().list().data().stream()
                .map(Model::id)
                .toList();

        assertThat(models).containsExactlyInAnyOrder("openai-main/gpt-4o", "openai-main/broken", "openai-main/renamed");
    }

    @Test
    default void officialClientKnowsEachRefusal() {
        assertThatThrownBy(() -> sdk("v1", "no-such-key").chat().completions().create(chat("local/small", "x")))
                .isInstanceOf(UnauthorizedException.class);
        assertThatThrownBy(() ->
                        sdk("v1", Installation.CHECKOUT).chat().completions().create(chat("board-only/gpt-4o", "x")))
                .isInstanceOf(PermissionDeniedException.class);
        assertThatThrownBy(() -> sdk("v1", Installation.CHECKOUT)
                        .chat()
                        .completions()
                        .create(chat("openai-main/unheard-of", "x")))
                .isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> sdk("v1", Installation.CHECKOUT)
                        .chat()
                        .completions()
                        .create(chat("openai-main/gpt-4o", "@status=429 @retry-after=2")))
                .isInstanceOf(RateLimitException.class);
    }

    private OpenAIClient sdk(String path, String key) {
        return on().client().openAi(path, key);
    }

    private static ChatCompletionCreateParams chat(String model, String message) {
        return ChatCompletionCreateParams.builder()
                .model(model)
                .addUserMessage(message)
                .build();
    }

    private static String textOf(List<ChatCompletionChunk> chunks) {
        return chunks.stream()
                .flatMap(chunk -> chunk.choices().stream())
                .map(choice -> choice.delta().content().orElse(""))
                .collect(Collectors.joining());
    }
}
