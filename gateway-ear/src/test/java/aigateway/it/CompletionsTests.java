package aigateway.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aigateway.it.peer.Exchange;
import com.openai.client.OpenAIClient;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.NotFoundException;
import com.openai.models.completions.Completion;
import com.openai.models.completions.CompletionCreateParams;
import java.net.http.HttpResponse;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** OpenAI's official client has prompts completed, as it did before there were chats. */
interface CompletionsTests {

    Installation on();

    @ParameterizedTest
    @CsvSource({
        "anthropic-main/claude, Voilà, 550",
        "gemini-main/pro, Voilà, 50",
        "bedrock-main/claude, Voilà, 17",
        "cohere-main/command, Voilà, 12",
        "mistral-main/large, Voilà, 34",
        "local/small, Hello from small, 5",
        "openai-newer/instruct, there was a cat, 7"
    })
    default void promptsAreCompletedByEveryVendor(String model, String text, long output) {
        Completion completion = prompts().completions().create(asked(model, "Once upon a time"));

        assertThat(completion.choices().get(0).text()).contains(text);
        assertThat(completion.usage().orElseThrow().completionTokens()).isEqualTo(output);
    }

    @ParameterizedTest
    @CsvSource({
        "anthropic-main/claude, 🐈",
        "gemini-main/pro, 🐈",
        "bedrock-main/claude, 🐈",
        "cohere-main/command, 🐈",
        "local/small, w0 w1 w2",
        "openai-newer/instruct, there was a 🐈"
    })
    default void completionsAreStreamedByEveryVendor(String model, String text) {
        try (StreamResponse<Completion> stream = prompts().completions().createStreaming(asked(model, "@chunks=3"))) {
            assertThat(stream.stream()
                            .flatMap(completion -> completion.choices().stream())
                            .map(choice -> choice.text())
                            .collect(Collectors.joining()))
                    .contains(text);
        }
    }

    @Test
    default void promptReachesAModelThatCompletesThemAsItIs() {
        String mark = Installation.mark();
        String body = "{\"prompt\":[\"" + mark + "\",\"b\"], \"model\":\"openai-newer/instruct\",\"best_of\":2}";

        HttpResponse<String> answer = on().client().post("v1/completions", Installation.CHECKOUT, body);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("x-tfy-dropped-parameters")).isEmpty();
        Exchange sent = on().vendors().received(mark).get(0);
        assertThat(sent.path()).isEqualTo("/openai/v1/completions");
        assertThat(sent.text()).isEqualTo(body.replace("openai-newer/instruct", "gpt-3.5-turbo-instruct"));
    }

    @Test
    default void promptIsAMessageForAModelThatChats() {
        String mark = Installation.mark();

        prompts()
                .completions()
                .create(asked("openai-main/gpt-4o", mark).toBuilder()
                        .maxTokens(9)
                        .echo(true)
                        .build());

        Exchange sent = on().upstream().received(mark).get(0);
        assertThat(sent.path()).isEqualTo("/v1/chat/completions");
        assertThat(sent.json().at("/messages/0/content").asText()).isEqualTo(mark);
        assertThat(sent.json().path("max_completion_tokens").asInt()).isEqualTo(9);
        assertThat(sent.json().has("echo")).isFalse();
    }

    @Test
    default void completionsAreRefusedInOpenAisWords() {
        assertThatThrownBy(() -> prompts()
                        .completions()
                        .create(asked("local/small", "a").toBuilder()
                                .suffix("z")
                                .build()))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("model_types");
        assertThatThrownBy(() -> prompts().completions().create(asked("local/unheard-of", "a")))
                .isInstanceOf(NotFoundException.class);
        HttpResponse<String> chat = on().client().chat(Installation.CHECKOUT, "openai-newer/instruct", "hello");
        assertThat(chat.statusCode()).isEqualTo(400);
        assertThat(chat.body()).contains("model_types");
    }

    private OpenAIClient prompts() {
        return on().client().openAi("v1", Installation.CHECKOUT);
    }

    private static CompletionCreateParams asked(String model, String prompt) {
        return CompletionCreateParams.builder().model(model).prompt(prompt).build();
    }
}
