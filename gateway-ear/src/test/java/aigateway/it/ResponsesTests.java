package aigateway.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aigateway.it.peer.Exchange;
import aigateway.it.peer.ToldSpan;
import com.openai.client.OpenAIClient;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.NotFoundException;
import com.openai.errors.RateLimitException;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseRetrieveParams;
import com.openai.models.responses.ResponseStatus;
import com.openai.models.responses.ResponseStreamEvent;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** OpenAI's official client is answered in the newer dialect, whoever answers. */
interface ResponsesTests {

    /** What the upstream calls each of its responses. */
    String KEPT = "resp_67ccd2bed1ec8190";

    Installation on();

    @ParameterizedTest
    @CsvSource({
        "anthropic-main/claude, 12507, 550",
        "gemini-main/pro, 107, 50",
        "bedrock-main/claude, 145, 17",
        "cohere-main/command, 20, 12",
        "mistral-main/large, 16, 34",
        "openai-newer/gpt-5, 36, 87"
    })
    default void responsesComeFromEveryVendor(String model, long input, long output) {
        Response response = responses().responses().create(asked(model, "hello"));

        assertThat(textOf(response)).contains("Voilà: un chat.");
        assertThat(response.output().stream().flatMap(item -> item.functionCall().stream()))
                .anyMatch(call -> call.arguments().contains("\"what\":\"cat\""));
        assertThat(response.usage().orElseThrow().inputTokens()).isEqualTo(input);
        assertThat(response.usage().orElseThrow().outputTokens()).isEqualTo(output);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "anthropic-main/claude",
                "gemini-main/pro",
                "bedrock-main/claude",
                "cohere-main/command",
                "openai-newer/gpt-5"
            })
    default void responsesAreStreamedByEveryVendor(String model) {
        List<ResponseStreamEvent> events = streamed(model, "hello");

        assertThat(events.get(0).isCreated()).isTrue();
        assertThat(events.get(events.size() - 1).isCompleted()).isTrue();
        assertThat(events.stream()
                        .filter(ResponseStreamEvent::isOutputTextDelta)
                        .map(event -> event.asOutputTextDelta().delta())
                        .collect(Collectors.joining()))
                .startsWith("Voilà")
                .contains("🐈");
        assertThat(events.stream()
                        .filter(ResponseStreamEvent::isFunctionCallArgumentsDelta)
                        .map(event -> event.asFunctionCallArgumentsDelta().delta())
                        .collect(Collectors.joining()))
                .contains("cat");
    }

    @Test
    default void responsesReachServersThatKnowOnlyChat() {
        String mark = Installation.mark();

        Response response = responses()
                .responses()
                .create(asked("openai-main/gpt-4o", mark + " @in=12 @out=7").toBuilder()
                        .instructions("Be terse.")
                        .maxOutputTokens(50)
                        .build());

        assertThat(textOf(response)).isEqualTo("Hello from gpt-4o-2024-08-06");
        assertThat(response.status()).contains(ResponseStatus.COMPLETED);
        assertThat(response.instructions().orElseThrow().asString()).isEqualTo("Be terse.");
        Exchange sent = on().upstream().received(mark).get(0);
        assertThat(sent.path()).isEqualTo("/v1/chat/completions");
        assertThat(sent.json().path("max_completion_tokens").asInt()).isEqualTo(50);
        assertThat(sent.json().at("/messages/0/role").asText()).isEqualTo("system");
    }

    @Test
    default void whatTheClientSaysReachesAModelOfResponsesUnchanged() {
        String mark = Installation.mark();
        String before =
                responses().responses().create(asked("openai-newer/gpt-5", "x")).id();
        String body = "{\"input\":\"" + mark + "\", \"model\":\"openai-newer/gpt-5\",\"previous_response_id\":\""
                + before + "\",\"tools\":[{\"type\":\"web_search\"}]}";

        HttpResponse<String> answer = on().client().post("v1/responses", Installation.CHECKOUT, body);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(GatewayClient.json(answer).at("/output/1/type").asText()).isEqualTo("web_search_call");
        Exchange sent = on().vendors().received(mark).get(0);
        assertThat(sent.path()).isEqualTo("/openai/v1/responses");
        assertThat(sent.text())
                .isEqualTo(
                        body.replace("openai-newer/gpt-5", "gpt-5-2025-08-07").replace(before, KEPT));
        assertThat(sent.header("authorization")).contains("Bearer " + Installation.UPSTREAM_KEY);
    }

    @Test
    default void responseThatAVendorKeepsIsThereForWhoeverMadeIt() {
        Response made = responses().responses().create(asked("openai-newer/gpt-5", "hello"));
        assertThat(made.id()).startsWith("resp_").isNotEqualTo(KEPT);

        Response read = responses().responses().retrieve(made.id());
        assertThat(read.id()).isEqualTo(made.id());
        assertThat(textOf(read)).contains("Voilà: un chat.");
        assertThat(responses().responses().inputItems().list(made.id()).data()).hasSize(1);
        assertThat(responses().responses().cancel(made.id()).id()).isEqualTo(made.id());
        responses().responses().delete(made.id());

        assertThat(on().vendors().requests("/openai/v1/responses/" + KEPT))
                .contains(
                        "GET /openai/v1/responses/" + KEPT,
                        "GET /openai/v1/responses/" + KEPT + "/input_items",
                        "POST /openai/v1/responses/" + KEPT + "/cancel",
                        "DELETE /openai/v1/responses/" + KEPT);
    }

    @Test
    default void itemMayHaveAnyIdOfItsClients() {
        for (String id : List.of("1", "m1", "msg_", "msg_.", "msg_67ccd3acc8d48190a77525dc6de64b4104becb25c45c1d41")) {
            HttpResponse<String> answer = on().client()
                    .post(
                            "v1/responses",
                            Installation.CHECKOUT,
                            "{\"model\":\"openai-newer/gpt-5\",\"input\":[{\"id\":\"" + id
                                    + "\",\"role\":\"user\",\"content\":\"hello\"}]}");
            assertThat(answer.statusCode()).as(id).isEqualTo(200);
        }
    }

    @Test
    default void nobodyElseReachesAResponse() {
        String made = responses()
                .responses()
                .create(asked("openai-newer/gpt-5", "hello"))
                .id();
        int before = on().vendors().requests("/openai/v1/responses").size();

        for (String id : List.of(made, KEPT, made.substring(0, made.length() - 2) + "AA", "resp_", "resp_.", "abc")) {
            String key = id.equals(made) ? Installation.FAMILY : Installation.CHECKOUT;
            assertThat(on().client().get("v1/responses/" + id, key).statusCode())
                    .isEqualTo(404);
            assertThat(on().client().delete("v1/responses/" + id, key).statusCode())
                    .isEqualTo(404);
            HttpResponse<String> next = on().client()
                    .post(
                            "v1/responses",
                            key,
                            "{\"model\":\"openai-newer/gpt-5\",\"input\":\"x\",\"previous_response_id\":\"" + id
                                    + "\"}");
            assertThat(next.statusCode()).isEqualTo(400);
            assertThat(next.body()).contains("previous_response_id");
        }
        assertThat(on().vendors().requests("/openai/v1/responses")).hasSize(before);
    }

    @Test
    default void itemOfAResponseIsReferredToByWhoeverMadeIt() {
        String mark = Installation.mark();
        Response made = responses().responses().create(asked("openai-newer/gpt-5", "hello"));
        String item = made.output().stream()
                .flatMap(it -> it.message().stream())
                .findFirst()
                .orElseThrow()
                .id();
        String body = "{\"model\":\"openai-newer/gpt-5\",\"input\":[{\"type\":\"item_reference\",\"id\":\"%s\"},"
                + "{\"role\":\"user\",\"content\":\"" + mark + "\"}]}";

        HttpResponse<String> answer = on().client().post("v1/responses", Installation.CHECKOUT, body.formatted(item));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        String vendors =
                on().vendors().received(mark).get(0).json().at("/input/0/id").asText();
        assertThat(vendors).startsWith("msg_").isNotEqualTo(item);
        HttpResponse<String> others = on().client().post("v1/responses", Installation.FAMILY, body.formatted(item));
        HttpResponse<String> named = on().client().post("v1/responses", Installation.CHECKOUT, body.formatted(vendors));

        assertThat(List.of(others.statusCode(), named.statusCode())).containsOnly(400);
        assertThat(GatewayClient.json(others).at("/error/param").asText()).isEqualTo("input[0].id");
        assertThat(on().vendors().received(mark)).hasSize(1);
    }

    @Test
    default void conversationsOfAnAccountAreNamedByNobody() {
        for (String conversation : List.of("\"conv_1\"", "{\"id\":\"conv_1\"}")) {
            HttpResponse<String> answer = on().client()
                    .post(
                            "v1/responses",
                            Installation.CHECKOUT,
                            "{\"model\":\"openai-newer/gpt-5\",\"input\":\"x\",\"conversation\":" + conversation + "}");
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(GatewayClient.json(answer).at("/error/param").asText()).isEqualTo("conversation");
        }
    }

    /** Another account does not know it, even where its models speak Responses. */
    @Test
    default void conversationGoesOnWhereItBegan() {
        String made = responses()
                .responses()
                .create(asked("openai-newer/gpt-5", "hello"))
                .id();

        assertThatThrownBy(() -> responses()
                        .responses()
                        .create(asked("openai-other/gpt-5", "x").toBuilder()
                                .previousResponseId(made)
                                .build()))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("'openai-newer'");
    }

    @Test
    default void streamedResponseHasOneNameFromItsBeginningToItsEnd() {
        List<ResponseStreamEvent> events = streamed("openai-newer/gpt-5", "hello");

        String begun = events.get(0).asCreated().response().id();
        assertThat(begun).isNotEqualTo(KEPT);
        assertThat(events.get(events.size() - 1).asCompleted().response().id()).isEqualTo(begun);
        assertThat(events.stream()
                        .filter(ResponseStreamEvent::isOutputTextDelta)
                        .map(event -> event.asOutputTextDelta().itemId()))
                .as("its items, too")
                .containsOnly(events.get(events.size() - 1).asCompleted().response().output().stream()
                        .flatMap(it -> it.message().stream())
                        .findFirst()
                        .orElseThrow()
                        .id());
        assertThat(responses().responses().retrieve(begun).id()).isEqualTo(begun);
    }

    @Test
    default void responseThatAVendorKeepsIsStreamedFromAnyEventOn() {
        String made = responses()
                .responses()
                .create(asked("openai-newer/gpt-5", "hello"))
                .id();
        List<ResponseStreamEvent> all;
        try (StreamResponse<ResponseStreamEvent> stream =
                responses().responses().retrieveStreaming(made)) {
            all = stream.stream().toList();
        }
        List<ResponseStreamEvent> last;
        try (StreamResponse<ResponseStreamEvent> stream = responses()
                .responses()
                .retrieveStreaming(
                        made, ResponseRetrieveParams.builder().startingAfter(5).build())) {
            last = stream.stream().toList();
        }

        assertThat(all.get(0).asCreated().response().id()).isEqualTo(made);
        assertThat(all.get(all.size() - 1).asCompleted().response().id()).isEqualTo(made);
        assertThat(last).hasSize(all.size() - 6).isEqualTo(all.subList(6, all.size()));
        assertThat(on().vendors().requests("/openai/v1/responses/" + KEPT))
                .anyMatch(request -> request.contains("starting_after=5"));
    }

    @Test
    default void traceOfAResponseThatIsReadSaysSoAndCostsNothing() {
        String made = responses()
                .responses()
                .create(asked("openai-newer/gpt-5", "hello"))
                .id();

        HttpResponse<String> answer = on().client().get("v1/responses/" + made, Installation.CHECKOUT);

        ToldSpan root = on().otlp()
                .awaitTrace(answer.headers().firstValue("x-tfy-trace-id").orElseThrow())
                .root();
        assertThat(root.attributes())
                .containsEntry("tfy.span_type", "StoredResponse")
                .containsEntry("tfy.model.metric.cost_in_usd", 0.0)
                .containsEntry("tfy.model.metric.input_tokens", 0L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"responses", "v1/responses", "openai/v1/responses", "api/llm/api/inference/openai/responses"})
    default void responsesAnswerAtEveryBaseAddress(String path) {
        HttpResponse<String> answer =
                on().client().post(path, Installation.CHECKOUT, "{\"model\":\"local/small\",\"input\":\"x\"}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(GatewayClient.json(answer).path("object").asText()).isEqualTo("response");
    }

    @Test
    default void whatNobodyRemembersIsRefusedAndWhatNobodyHasIsNamed() {
        assertThatThrownBy(() -> responses()
                        .responses()
                        .create(asked("local/small", "x").toBuilder()
                                .previousResponseId("resp_1")
                                .build()))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("previous_response_id");
        assertThatThrownBy(() -> responses().responses().retrieve("resp_1")).isInstanceOf(NotFoundException.class);
        HttpResponse<String> answer = on().client()
                .post(
                        "v1/responses",
                        Installation.CHECKOUT,
                        "{\"model\":\"local/small\",\"input\":\"x\",\"tools\":[{\"type\":\"web_search\"}],\"truncation\":\"auto\"}");
        assertThat(answer.headers().firstValue("x-tfy-dropped-parameters")).contains("tools.web_search,truncation");
    }

    @Test
    default void refusalOfAResponseKeepsItsStatusAndItsWords() {
        assertThatThrownBy(() -> responses().responses().create(asked("anthropic-main/claude", "@status=429")))
                .isInstanceOf(RateLimitException.class)
                .hasMessageContaining("Anthropic says 429");
    }

    @ParameterizedTest
    @ValueSource(strings = {"anthropic-main/claude", "openai-newer/gpt-5", "local/small"})
    default void responseThatBreaksEndsWithAnErrorEvent(String model) {
        String said = on().client()
                .post(
                        "v1/responses",
                        Installation.CHECKOUT,
                        "{\"model\":\"" + model + "\",\"input\":\"@cut=2\",\"stream\":true}")
                .body();

        assertThat(said)
                .contains("event: response.created", "event: error\ndata: {\"type\":\"error\"")
                .doesNotContain("event: response.completed", "[DONE]");
    }

    @Test
    default void traceOfAResponseNamesItsKind() {
        HttpResponse<String> answer = on().client()
                .post("v1/responses", Installation.CHECKOUT, "{\"model\":\"local/small\",\"input\":\"hello\"}");

        ToldSpan root = on().otlp()
                .awaitTrace(answer.headers().firstValue("x-tfy-trace-id").orElseThrow())
                .ofType("CreateModelResponse")
                .get(0);
        assertThat(root.attributes())
                .containsEntry("tfy.model.request_type", "CreateModelResponse")
                .containsEntry("gen_ai.prompt.0.content", "hello");
    }

    private OpenAIClient responses() {
        return on().client().openAi("v1", Installation.CHECKOUT);
    }

    private List<ResponseStreamEvent> streamed(String model, String text) {
        try (StreamResponse<ResponseStreamEvent> stream =
                responses().responses().createStreaming(asked(model, text))) {
            return stream.stream().toList();
        }
    }

    private static ResponseCreateParams asked(String model, String text) {
        return ResponseCreateParams.builder().model(model).input(text).build();
    }

    private static String textOf(Response response) {
        return response.output().stream()
                .flatMap(item -> item.message().stream())
                .flatMap(message -> message.content().stream())
                .flatMap(part -> part.outputText().stream())
                .map(text -> text.text())
                .collect(Collectors.joining());
    }
}
