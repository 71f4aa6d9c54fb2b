package aigateway.web.chat;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.call.Usage;
import aigateway.web.anthropic.MessagesClient;
import aigateway.web.cohere.CohereClient;
import aigateway.web.completions.CompletionsClient;
import aigateway.web.dialect.ClientDialect;
import aigateway.web.dialect.OpenAiClient;
import aigateway.web.gemini.GeminiClient;
import aigateway.web.openai.AnswerStream;
import aigateway.web.provider.http.UpstreamResponse;
import aigateway.web.responses.ResponsesClient;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class ChatAnsweringTest {

    private static final String INPUT_TOKENS = "tfy.model.metric.input_tokens";
    private static final String COST = "tfy.model.metric.cost_in_usd";
    private static final String STATUS = "http.response.status_code";

    private static final String WHOLE =
            """
            {"id":"c-1","object":"chat.completion","created":1,"model":"m","usage":{"prompt_tokens":3,"completion_tokens":2},
             "choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":"Hello"}}]}""";
    private static final String WORD = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"}}]}\n\n";

    private final Conversation conversation = new Conversation();

    private static UpstreamResponse whole(int status, String body) {
        return new UpstreamResponse.Whole(
                status, Map.of("content-type", "application/json"), body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void streamThatIsAnsweredWholeIsSaidAsEvents() {
        conversation.ask(OpenAiClient.INSTANCE, true);
        conversation.answer.complete(whole(200, WHOLE));

        assertThat(conversation.client.status).isEqualTo(200);
        assertThat(conversation.client.contentType).startsWith("text/event-stream");
        assertThat(conversation.client.headers)
                .containsEntry("x-tfy-resolved-model", "a/m")
                .containsEntry("Cache-Control", "no-cache");
        assertThat(conversation.client.heard())
                .contains("\"object\":\"chat.completion.chunk\"", "\"content\":\"Hello\"")
                .endsWith("data: [DONE]\n\n");
        assertThat(conversation.ended).hasValue(1);
        assertThat(conversation.settled.get(0).usage().outputTokens()).isEqualTo(2);
    }

    @Test
    void streamThatIsAnsweredWholeIsSaidInTheClientsDialect() {
        conversation.ask(MessagesClient.INSTANCE, true);
        conversation.answer.complete(whole(200, WHOLE));

        assertThat(conversation.client.contentType).startsWith("text/event-stream");
        assertThat(conversation.client.heard())
                .startsWith("event: message_start\n")
                .contains("\"text\":\"Hello\"", "event: message_stop\n");
    }

    @Test
    void whoAskedForNoStreamIsAnsweredWhole() {
        conversation.ask(OpenAiClient.INSTANCE, false);
        conversation.answer.complete(whole(200, WHOLE));

        assertThat(conversation.client.contentType).isEqualTo("application/json");
        assertThat(conversation.client.heard()).isEqualTo(WHOLE);
        assertThat(conversation.client.headers).containsKey("server-timing");
    }

    static Stream<ClientDialect> clients() {
        return Stream.of(
                OpenAiClient.INSTANCE,
                MessagesClient.INSTANCE,
                GeminiClient.INSTANCE,
                CohereClient.INSTANCE,
                ResponsesClient.INSTANCE,
                CompletionsClient.INSTANCE);
    }

    /** Twenty kilobytes of probabilities are nothing that the model wrote. */
    @ParameterizedTest
    @MethodSource("clients")
    void answerWithoutUsageIsPaidForByItsTextHoweverItComes(ClientDialect client) {
        String untold = WHOLE.replaceFirst("\"usage\":\\{[^}]*},", "")
                .replace("\"message\"", "\"logprobs\":{\"content\":\"" + "x".repeat(20_000) + "\"},\"message\"");
        conversation.ask(client, false);
        conversation.answer.complete(whole(200, untold));
        Conversation streamed = new Conversation();
        streamed.ask(client, true);
        streamed.answer.complete(streamed.stream());
        streamed.say(new String(AtOnce.events(untold.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8));
        streamed.sink.end();

        Usage usage = conversation.settled.get(0).usage();
        assertThat(usage.estimated()).isTrue();
        assertThat(usage.outputTokens()).isEqualTo(2);
        assertThat(streamed.settled.get(0).usage()).isEqualTo(usage);
        assertThat(conversation.client.headers).containsEntry("x-tfy-usage", "estimated");
    }

    @Test
    void refusedStreamHasItsStatus() {
        conversation.ask(OpenAiClient.INSTANCE, true);
        conversation.answer.complete(whole(422, "{\"error\":{\"message\":\"no\"}}"));

        assertThat(conversation.client.status).isEqualTo(422);
        assertThat(conversation.client.contentType).isEqualTo("application/json");
        assertThat(conversation.client.heard()).startsWith("{\"error\":");
    }

    static Stream<Consumer<Conversation>> failures() {
        String refusal =
                "{\"error\":{\"message\":\"slow down\",\"type\":\"tokens\",\"param\":\"model\",\"code\":\"quota\"}}";
        return Stream.of(
                it -> it.answer.complete(whole(429, refusal)),
                it -> it.answer.complete(whole(401, "{\"message\":\"who are you?\"}")),
                it -> it.answer.completeExceptionally(new TimeoutException()),
                it -> it.answer.completeExceptionally(new IllegalStateException("for a test")));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void failureIsToldInTheSameWordsWhetherTheHeadHasGoneOrNot(Consumer<Conversation> failure) throws Exception {
        Conversation early = new Conversation();
        for (Conversation one : List.of(early, conversation)) {
            one.slow = one == conversation;
            one.ask(OpenAiClient.INSTANCE, true);
            failure.accept(one);
            assertThat(one.settlement.await(5, TimeUnit.SECONDS)).isTrue();
        }

        assertThat(early.client.heard()).startsWith("{\"error\":").doesNotContain("upstream_stream_broken");
        assertThat(conversation.client.status).isEqualTo(200);
        assertThat(conversation.client.heard()).isEqualTo(": keep-alive\n\ndata: " + early.client.heard() + "\n\n");
    }

    @Test
    void failureOfTheGatewaysOwnIsToldAsSuchInAStream() {
        conversation.slow = true;
        conversation.ask(new FaultyClient("read", new IllegalStateException("for a test"), 1), true);
        conversation.answer.complete(whole(200, WHOLE));

        assertThat(conversation.client.heard())
                .contains("data: {\"error\":", "The gateway failed to answer.", "\"code\":\"internal_error\"");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void attemptAClientLeftIsNoErrorAndToldWithWhatIsBilled(boolean stream) throws Exception {
        conversation.ask(OpenAiClient.INSTANCE, stream);
        conversation.journey.abandon();
        assertThat(conversation.settlement.await(5, TimeUnit.SECONDS)).isTrue();

        assertThat(conversation.told.all()).extracting("status").doesNotContain("ERROR");
        Map<String, Object> root = conversation.told.named("chatCompletions").attributes();
        Map<String, Object> model = conversation.told.named("Model").attributes();
        assertThat(root).containsEntry(STATUS, 499L).doesNotContainKey("error.type");
        assertThat(model)
                .doesNotContainKeys("error.type", STATUS)
                .containsEntry("tfy.model.metric.usage_estimated", true);
        assertThat(conversation.told.named("HTTP POST").attributes()).doesNotContainKey("error.type");
        double billed = conversation.settled.get(0).cost().doubleValue();
        assertThat(billed).isPositive();
        assertThat(model).containsEntry(COST, billed);
        assertThat(root).containsEntry(COST, billed);
        assertThat(model)
                .containsEntry(INPUT_TOKENS, conversation.settled.get(0).usage().inputTokens());
    }

    @Test
    void clientThatLeavesWhileNobodyIsAskedIsNoErrorEither() throws Exception {
        conversation.beforeSending = () -> conversation.journey.abandon();
        conversation.ask(OpenAiClient.INSTANCE, false);
        assertThat(conversation.settlement.await(5, TimeUnit.SECONDS)).isTrue();

        assertThat(conversation.told.all()).extracting("status").doesNotContain("ERROR");
        assertThat(conversation.told.named("chatCompletions").attributes())
                .containsEntry(STATUS, 499L)
                .doesNotContainKeys("error.type", COST);
        assertThat(conversation.settled.get(0).usage().totalTokens()).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void failureTellsWhichModelItCameTo(boolean stream) throws Exception {
        conversation.ask(OpenAiClient.INSTANCE, stream);
        conversation.answer.complete(whole(503, "{\"error\":{\"message\":\"no\"}}"));
        assertThat(conversation.settlement.await(5, TimeUnit.SECONDS)).isTrue();

        assertThat(conversation.told.named("chatCompletions").attributes())
                .containsEntry(STATUS, 503L)
                .containsEntry("tfy.model.name", "a/m")
                .containsEntry("tfy.model.id", "a/m")
                .containsEntry("tfy.model.fqn", "default:openai:a:model:m")
                .containsEntry("gen_ai.system", "openai")
                .containsEntry("gen_ai.provider.name", "openai")
                .doesNotContainKey(COST);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatIsThrownBeforeTheHeadIsAStatus(boolean stream) {
        conversation.client.faultOfHeaders = new OutOfMemoryError("for a test");
        conversation.ask(OpenAiClient.INSTANCE, stream);
        conversation.answer.complete(stream ? conversation.stream() : whole(200, WHOLE));
        conversation.say(WORD);

        assertThat(conversation.client.status).isEqualTo(500);
        assertThat(conversation.client.heard()).startsWith("{\"error\":").contains("The gateway failed to answer.");
        assertEndedWith("ERROR");
        assertThat(conversation.cutOff).hasValue(0);
        assertThat(conversation.cancelled).isEqualTo(stream);
    }

    @Test
    void whatThereAreNoWordsForIsAnEmptyAnswerWithItsStatus() {
        AtomicBoolean isWordless = new AtomicBoolean();
        conversation.ask(until(isWordless), false);
        isWordless.set(true);
        conversation.answer.complete(whole(200, WHOLE));

        assertThat(conversation.client.status).isEqualTo(500);
        assertThat(conversation.client.contentLength).isZero();
        assertThat(conversation.client.heard()).isEmpty();
        assertThat(conversation.cutOff).hasValue(0);
        assertEndedWith("ERROR");
    }

    private static ClientDialect until(AtomicBoolean isWordless) {
        return (ClientDialect) Proxy.newProxyInstance(
                ClientDialect.class.getClassLoader(), new Class<?>[] {ClientDialect.class}, (self, called, given) -> {
                    if (isWordless.get()) {
                        throw new OutOfMemoryError("for a test");
                    }
                    return called.invoke(OpenAiClient.INSTANCE, given);
                });
    }

    @Test
    void emptyAnswerThatCannotBeSaidEitherIsCutOff() {
        AtomicBoolean isWordless = new AtomicBoolean();
        conversation.ask(until(isWordless), false);
        isWordless.set(true);
        conversation.client.faultOfLength = new OutOfMemoryError("for a test");
        conversation.answer.complete(whole(200, WHOLE));

        assertThat(conversation.client.heard()).isEmpty();
        assertThat(conversation.cutOff).hasValue(1);
        assertEndedWith("ERROR");
    }

    /** Its head may go all the same, and would promise what does not come. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void answerThatCannotBeBegunIsCutOff(boolean stream) {
        conversation.client.faultOfStarting = new OutOfMemoryError("for a test");
        conversation.ask(OpenAiClient.INSTANCE, stream);
        conversation.answer.complete(stream ? conversation.stream() : whole(200, WHOLE));
        conversation.say(WORD);

        assertThat(conversation.client.heard()).isEmpty();
        assertThat(conversation.cutOff).hasValue(1);
        assertThat(conversation.ended).hasValue(1);
        assertThat(conversation.settled).isNotEmpty();
    }

    @Test
    void streamThatThereAreNoWordsForIsCutOff() {
        conversation.slow = true;
        AtomicBoolean isWordless = new AtomicBoolean();
        conversation.ask(until(isWordless), true);
        isWordless.set(true);
        conversation.answer.complete(whole(200, WHOLE));

        assertThat(conversation.client.heard()).doesNotContain("[DONE]", "data:");
        assertThat(conversation.cutOff).hasValue(1);
        assertEndedWith("ERROR");
    }

    @Test
    void whatIsThrownWhileAnAnswerIsWrittenEndsIt() {
        conversation.client.faultOfWriting = new OutOfMemoryError("for a test");
        conversation.ask(OpenAiClient.INSTANCE, true);
        conversation.answer.complete(conversation.stream());
        conversation.say(WORD);

        assertEndedWith("UNSET");
        assertThat(conversation.cutOff).hasValue(1);
        assertThat(conversation.cancelled).isTrue();
    }

    @Test
    void whatIsThrownWhileAStreamIsReadIsAnErrorEventAndNothingToWhoBroughtIt() {
        conversation.ask(new FaultyClient("read", new OutOfMemoryError("for a test"), 2), true);
        conversation.answer.complete(conversation.stream());
        conversation.say(WORD);
        assertThat(conversation.ended).hasValue(0);

        conversation.say(WORD);

        assertThat(conversation.cancelled).isTrue();
        assertThat(conversation.client.heard()).startsWith(WORD).contains("broke off its stream");
        assertThat(conversation.client.heard()).doesNotContain("[DONE]");
        assertEndedWith("ERROR");
    }

    private static ClientDialect speechless() {
        return (ClientDialect) Proxy.newProxyInstance(
                ClientDialect.class.getClassLoader(), new Class<?>[] {ClientDialect.class}, (self, called, given) -> {
                    Object answer = called.invoke(OpenAiClient.INSTANCE, given);
                    return answer instanceof AnswerStream stream ? speechless(stream) : answer;
                });
    }

    private static AnswerStream speechless(AnswerStream stream) {
        return (AnswerStream) Proxy.newProxyInstance(
                AnswerStream.class.getClassLoader(),
                new Class<?>[] {AnswerStream.class},
                (self, called, given) -> switch (called.getName()) {
                    case "broken", "failed" -> new byte[0];
                    default -> called.invoke(stream, given);
                });
    }

    /** A sound, say, would be taken for whole. */
    @Test
    void brokenStreamWithoutWordsForThatIsCutOff() {
        conversation.ask(speechless(), true);
        conversation.answer.complete(conversation.stream());
        conversation.say(WORD);

        conversation.sink.failed(new IOException("the vendor breaks off"));

        assertThat(conversation.client.heard()).isEqualTo(WORD);
        assertThat(conversation.cutOff).hasValue(1);
        assertEndedWith("ERROR");
    }

    /** The thread that breaks it off is not the one that reads it. */
    @ParameterizedTest
    @ValueSource(strings = {"usage", "broken", "answer"})
    void brokenStreamThatIsStillReadHasAnEndAllTheSame(String busy) {
        conversation.ask(new FaultyClient(busy, new IllegalStateException("for a test"), 1), true);
        conversation.answer.complete(conversation.stream());
        conversation.say(WORD);

        conversation.sink.failed(new IOException("the gateway stops"));

        assertThat(conversation.client.heard())
                .startsWith(WORD)
                .contains("broke off its stream", "\"code\":\"upstream_stream_broken\"");
        assertThat(conversation.client.heard()).doesNotContain("[DONE]");
        assertEndedWith("ERROR");
    }

    /** What was counted is as much as where the vendor says nothing at all. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                                         |   5 | 2",
                "{'input_tokens':100,'output_tokens':5}     |   5 | 2",
                "{'prompt_tokens':1e30}                     |   5 | 2",
                "{'prompt_tokens':'1000'}                   |   5 | 2",
                "{'prompt_tokens':1000,'total_tokens':1000} | 1000 | 2",
                "{'completion_tokens':5}                    |   5 | 5"
            })
    void usageThatCannotBeReadIsCountedAndMarked(String usage, long input, long output) {
        String body = WHOLE.replace("{\"prompt_tokens\":3,\"completion_tokens\":2}", usage.replace('\'', '"'));
        conversation.ask(OpenAiClient.INSTANCE, false);
        conversation.answer.complete(whole(200, body));

        Usage billed = conversation.settled.get(0).usage();
        assertThat(billed.inputTokens()).isEqualTo(input);
        assertThat(billed.outputTokens()).isEqualTo(output);
        assertThat(conversation.client.headers).containsEntry("x-tfy-usage", "estimated");
        assertThat(conversation.told.named("Model").attributes())
                .containsEntry("tfy.model.metric.usage_estimated", true)
                .containsEntry(INPUT_TOKENS, input);
    }

    @Test
    void streamThatBreaksOffIsPaidForAsTheVendorToldAndByWhatCame() {
        conversation.soFar = new Usage(12307, 1, 0, 12304, 0, 0, 0, 0, false).soFar();
        conversation.ask(OpenAiClient.INSTANCE, true);
        conversation.answer.complete(conversation.stream());
        conversation.say(WORD.replace("\"a\"", '"' + "word".repeat(10) + '"'));

        conversation.sink.failed(new IOException("the vendor breaks off"));

        assertThat(conversation.settled.get(0).usage()).isEqualTo(new Usage(12307, 11, 0, 12304, 0, 0, 0, 0, true));
        assertThat(conversation.told.named("Model").attributes())
                .containsEntry(INPUT_TOKENS, 12307L)
                .containsEntry("tfy.model.metric.usage_estimated", true);
        assertEndedWith("ERROR");
    }

    /** Some servers tell nothing but noughts until the end. */
    @Test
    void outputOfNothingIsNotBelievedOfAStreamThatBroke() {
        conversation.ask(OpenAiClient.INSTANCE, true);
        conversation.answer.complete(conversation.stream());
        conversation.say("data: {\"choices\":[],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":0}}\n\n");
        conversation.say(WORD.replace("\"a\"", '"' + "word".repeat(10) + '"'));

        conversation.sink.failed(new IOException("the vendor breaks off"));

        assertThat(conversation.settled.get(0).usage()).isEqualTo(Usage.estimate(9, 11));
    }

    private void assertEndedWith(String status) {
        assertThat(conversation.ended).hasValue(1);
        assertThat(conversation.settled).isNotEmpty();
        assertThat(conversation.told.named("chatCompletions").status()).isEqualTo(status);
    }
}
