package aigateway.web.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aigateway.call.GatewayException;
import aigateway.call.Units;
import aigateway.call.Usage;
import aigateway.web.dialect.RetoldStream;
import aigateway.web.golden.Golden;
import aigateway.web.json.Json;
import aigateway.web.openai.ChatAnswer;
import aigateway.web.openai.ChatRequest;
import aigateway.web.openai.ChatStreamReader;
import aigateway.web.openai.Translated;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnthropicGoldenTest {

    private static ChatRequest asked() {
        return MessagesRequest.read(Golden.bytes("request/client.anthropic.json"), Map.of());
    }

    @Test
    void fullRequestIsSaidInMessages() {
        Translated translated = ChatToMessages.translate(Golden.json("request/full.openai.json"));

        Golden.assertJson("request/full.anthropic.json", Json.bytes(translated.body()));
        assertThat(translated.dropped()).containsExactly("seed", "presence_penalty", "logit_bias");
    }

    @Test
    void wholeAnswerIsUnderstood() {
        Golden.assertJson(
                "answer/full.anthropic.openai.json",
                MessagesAnswerToChat.translate(Golden.bytes("answer/full.anthropic.json"), 1_700_000_000));
    }

    @Test
    void searchesOfTheWebAreCounted() throws Exception {
        String usage =
                "\"usage\":{\"input_tokens\":9,\"output_tokens\":3,\"server_tool_use\":{\"web_search_requests\":2}}";
        byte[] whole = ("{\"id\":\"m\",\"model\":\"c\",\"content\":[],\"stop_reason\":\"end_turn\"," + usage + "}")
                .getBytes(StandardCharsets.UTF_8);
        byte[] events =
                ("data: {\"type\":\"message_start\",\"message\":{\"id\":\"m\",\"model\":\"c\",\"usage\":{\"input_tokens\":9}}}\n\n"
                                + "data: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"}," + usage
                                + "}\n\n"
                                + "data: {\"type\":\"message_stop\"}\n\n")
                        .getBytes(StandardCharsets.UTF_8);
        ChatStreamReader reader = new ChatStreamReader(false);
        reader.read(Golden.through(new MessagesStreamToChat(0), events, events.length)
                .getBytes(StandardCharsets.UTF_8));
        Usage expected = Usage.of(9, 3).with(Units.ofSearches(2));

        assertThat(ChatAnswer.read(MessagesAnswerToChat.translate(whole, 0)).usage())
                .isEqualTo(expected);
        assertThat(reader.usage()).isEqualTo(expected);
    }

    @Test
    void streamIsTheSameHoweverItIsCut() {
        Golden.assertStream(
                "stream/full.anthropic.events",
                "stream/full.anthropic.openai.events",
                () -> new MessagesStreamToChat(1_700_000_000));
    }

    @Test
    void streamTellsWhatTheWholeAnswerTells() {
        ChatStreamReader reader = new ChatStreamReader(false);
        reader.read(Golden.bytes("stream/full.anthropic.openai.events"));

        assertThat(reader.isDone()).isTrue();
        assertThat(reader.usage()).isNotNull();
        assertThat(reader.usage().inputTokens()).isEqualTo(40);
        assertThat(reader.usage().outputTokens()).isEqualTo(89);
        assertThat(reader.content().answer().finishReasons()).containsExactly("tool_calls");
        assertThat(new String(reader.content().toJson(), StandardCharsets.UTF_8))
                .contains("\"arguments\":\"{\\\"what\\\": \\\"cat\\\"}\"", "\"arguments\":\"{}\"");
    }

    @Test
    void errorInAStreamIsNoEnd() {
        String said = Golden.through(
                new MessagesStreamToChat(0),
                ("event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}\n\n")
                        .getBytes(StandardCharsets.UTF_8),
                1000);

        assertThat(said)
                .isEqualTo(
                        "data: {\"error\":{\"message\":\"Overloaded\",\"type\":\"overloaded_error\",\"param\":null,\"code\":\"overloaded_error\"}}\n\n");
    }

    @Test
    void streamThatIsCutDoesNotSayItIsDone() {
        byte[] all = Golden.bytes("stream/full.anthropic.events");

        assertThat(Golden.through(new MessagesStreamToChat(0), java.util.Arrays.copyOf(all, all.length - 250), 100))
                .doesNotContain("[DONE]");
    }

    @Test
    void brokenJsonIsAFault() {
        assertThatThrownBy(() -> Golden.through(
                        new MessagesStreamToChat(0), "data: {\"type\":\n\n".getBytes(StandardCharsets.UTF_8), 5))
                .isInstanceOf(UncheckedIOException.class);
        assertThatThrownBy(() -> MessagesAnswerToChat.translate("{\"ok\":true}".getBytes(StandardCharsets.UTF_8), 0))
                .isInstanceOf(UncheckedIOException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "end_turn,stop",
        "stop_sequence,stop",
        "pause_turn,stop",
        "max_tokens,length",
        "model_context_window_exceeded,length",
        "tool_use,tool_calls",
        "refusal,content_filter"
    })
    void stopReasonsAreFinishReasons(String stopReason, String finishReason) {
        assertThat(StopReasons.finishReason(stopReason)).isEqualTo(finishReason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "claude-sonnet-4-5 | medium | 8000 | {\"type\":\"enabled\",\"budget_tokens\":4096}",
                "claude-3-7-sonnet-20250219 | high | 2000 | {\"type\":\"enabled\",\"budget_tokens\":1999}",
                "claude-opus-4-1-20250805 | low | 1000 | ",
                "claude-3-haiku-20240307 | high | 8000 | ",
                "claude-3-opus@20240229 | high | 8000 | ",
                "claude-3-5-sonnet-20241022 | high | 8000 | ",
                "claude-3-5-haiku-latest | high | 8000 | ",
                "claude-2.1 | high | 8000 | ",
                "claude-instant-1.2 | high | 8000 | ",
                "claude-opus-4-6 | high | 100 | {\"type\":\"adaptive\"}",
                "claude-sonnet-4-5 | none | 8000 | "
            })
    void effortIsSaidAsTheModelTakesIt(String model, String effort, int maxTokens, String thinking) {
        ObjectNode chat = Json.object(("{\"model\":\"" + model
                        + "\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]," + "\"max_tokens\":" + maxTokens
                        + ",\"temperature\":0.2,\"reasoning_effort\":\"" + effort + "\"}")
                .getBytes(StandardCharsets.UTF_8));

        Translated translated = ChatToMessages.translate(chat);

        if (thinking == null) {
            assertThat(translated.body().has("thinking")).isFalse();
            assertThat(translated.body().path("temperature").asDouble()).isEqualTo(0.2);
            assertThat(translated.dropped().contains("reasoning_effort")).isEqualTo(!effort.equals("none"));
        } else {
            assertThat(translated.body().path("thinking")).hasToString(thinking);
            assertThat(translated.dropped()).containsExactly("temperature");
        }
    }

    /** With a budget, Anthropic wants a turn that called tools to begin with what the model thought. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "claude-sonnet-4-5 | ,'content':null                                                        | disabled",
                "claude-sonnet-4-5 | ,'thinking_blocks':[]                                                  | disabled",
                "claude-sonnet-4-5 | ,'thinking_blocks':[{'type':'thinking','thinking':'t','signature':''}]  | disabled",
                "claude-sonnet-4-5 | ,'thinking_blocks':[{'type':'thinking','thinking':'t','signature':'s'}] | enabled",
                "claude-sonnet-4-5 | ,'thinking_blocks':[{'type':'redacted_thinking','data':'d'}]            | enabled",
                "claude-opus-4-6   | ,'content':null                                                        | adaptive"
            })
    void whoeverCalledToolsWithoutThoughtsIsNotAskedToThink(String model, String thoughts, String thinking) {
        String turns = "{'role':'user','content':'x'},{'role':'assistant','tool_calls':[{'id':'c','type':'function',"
                + "'function':{'name':'f','arguments':'{}'}}]" + thoughts
                + "},{'role':'tool','tool_call_id':'c','content':'y'}";

        Translated inTheLoop = ChatToMessages.translate(thinking(model, turns));
        Translated afterwards = ChatToMessages.translate(
                thinking(model, turns + ",{'role':'assistant','content':'z'},{'role':'user','content':'x'}"));

        assertThat(inTheLoop.body().path("thinking").path("type").asText("disabled"))
                .isEqualTo(thinking);
        assertThat(inTheLoop.dropped().contains("reasoning_effort")).isEqualTo(thinking.equals("disabled"));
        assertThat(afterwards.body().has("thinking")).isTrue();
    }

    private static ObjectNode thinking(String model, String turns) {
        return chat(model, "'reasoning_effort':'low','messages':[" + turns + "]");
    }

    private static ObjectNode chat(String model, String rest) {
        return Json.object(
                ("{'model':'" + model + "'," + rest + "}").replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    /** Anthropic refuses a thought that it has not signed. */
    @Test
    void onlySignedThoughtsGoBack() {
        ObjectNode body = ChatToMessages.translate(
                        chat(
                                "m",
                                "'messages':[{'role':'assistant','content':'x','thinking_blocks':["
                                        + "{'type':'thinking','thinking':'a'},{'type':'thinking','thinking':'b','signature':''},"
                                        + "{'type':'thinking','thinking':'c','signature':null},"
                                        + "{'type':'thinking','thinking':'d','signature':'s'},{'type':'redacted_thinking','data':'e'}]}]"))
                .body();

        assertThat(body.at("/messages/0/content"))
                .hasToString("[{\"type\":\"thinking\",\"thinking\":\"d\",\"signature\":\"s\"},"
                        + "{\"type\":\"redacted_thinking\",\"data\":\"e\"},{\"type\":\"text\",\"text\":\"x\"}]");
    }

    @ParameterizedTest
    @CsvSource({
        "claude-sonnet-4-5, true",
        "claude-haiku-4-5-20251001, true",
        "claude-opus-4-1-20250805, true",
        "claude-opus-4-5@20251101, true",
        "claude-opus-4-6, true",
        "anthropic/claude-sonnet-4.5, true",
        "claude-opus-4-20250514, false",
        "claude-sonnet-4-0, false",
        "claude-sonnet-4@20250514, false",
        "claude-sonnet-4, false",
        "claude-3-7-sonnet-latest, false",
        "claude-3-haiku-20240307, false",
        "claude-2.1, false",
        "claude-instant-1.2, false",
        "deepseek-chat, false"
    })
    void newerModelsTakeTheTemperatureAlone(String model, boolean alone) {
        String messages = "'messages':[{'role':'user','content':'x'}]";

        Translated both = ChatToMessages.translate(chat(model, messages + ",'temperature':0.5,'top_p':0.9"));
        Translated one = ChatToMessages.translate(chat(model, messages + ",'top_p':0.9"));

        assertThat(both.body().path("temperature").asDouble()).isEqualTo(0.5);
        assertThat(both.body().has("top_p")).isEqualTo(!alone);
        assertThat(both.dropped().contains("top_p")).isEqualTo(alone);
        assertThat(one.body().path("top_p").asDouble()).isEqualTo(0.9);
        assertThat(one.dropped()).isEmpty();
    }

    /** Clients say 1 unasked, and it means nothing. */
    @ParameterizedTest
    @CsvSource({"1, 0.95, top_p, ''", "1.0, 1.0, top_p, ''", "0.2, 1, temperature, ''", "0.2, 0.9, temperature, top_p"})
    void whichOfTwoIsLeftDependsOnWhatTheyAskFor(String temperature, String topP, String left, String named) {
        Translated translated = ChatToMessages.translate(chat(
                "claude-sonnet-4-5",
                "'messages':[{'role':'user','content':'x'}],'temperature':" + temperature + ",'top_p':" + topP));

        assertThat(translated.body().has("temperature")).isEqualTo(left.equals("temperature"));
        assertThat(translated.body().has("top_p")).isEqualTo(left.equals("top_p"));
        assertThat(String.join(",", translated.dropped())).isEqualTo(named);
    }

    @ParameterizedTest
    @CsvSource({
        "claude-opus-4-7, true",
        "claude-opus-5, true",
        "us.anthropic.claude-fable-5-1-v1:0, true",
        "anthropic/claude-opus-4.8, true",
        "claude-opus-4-6, false",
        "claude-opus-4-20250514, false",
        "claude-3-7-sonnet-latest, false"
    })
    void newestModelsAreNotToldHowToDraw(String model, boolean newest) {
        String messages = "'messages':[{'role':'user','content':'x'}]";

        Translated told = ChatToMessages.translate(chat(model, messages + ",'temperature':0,'top_k':5"));
        assertThat(told.body().has("temperature")).isNotEqualTo(newest);
        assertThat(told.body().has("top_k")).isNotEqualTo(newest);
        assertThat(String.join(",", told.dropped())).isEqualTo(newest ? "temperature,top_k" : "");

        Translated usual = ChatToMessages.translate(chat(model, messages + ",'temperature':1"));
        assertThat(usual.body().has("temperature")).isTrue();
        Translated topP = ChatToMessages.translate(chat(model, messages + ",'top_p':0.5"));
        assertThat(topP.body().has("top_p")).isNotEqualTo(newest);
    }

    @Test
    void thoughtsHaveRoomWhereTheClientSetsNoBound() {
        String thinking =
                "'messages':[{'role':'user','content':'x'}],'thinking':{'type':'enabled','budget_tokens':10000}";

        assertThat(ChatToMessages.translate(chat("claude-sonnet-4-5", thinking))
                        .body()
                        .path("max_tokens")
                        .asInt())
                .isEqualTo(14_096);
        assertThat(ChatToMessages.translate(chat("claude-sonnet-4-5", thinking + ",'max_tokens':11000"))
                        .body()
                        .path("max_tokens")
                        .asInt())
                .isEqualTo(11_000);
    }

    @Test
    void textOfNothingButBlanksIsNoBlock() {
        assertThat(ChatToMessages.translate(
                                chat(
                                        "m",
                                        "'messages':[{'role':'assistant','content':'\\n','tool_calls':[{'id':'c','function':{'name':'f','arguments':'{}'}}]}]"))
                        .body()
                        .at("/messages/0/content"))
                .hasSize(1);
    }

    @Test
    void whatThinkingLeavesIsOneOfTwoAsWell() {
        Translated translated = ChatToMessages.translate(chat(
                "claude-sonnet-4-5",
                "'messages':[{'role':'user','content':'x'}],'temperature':1,'top_p':0.95,'reasoning_effort':'low'"));

        assertThat(translated.body().has("thinking")).isTrue();
        assertThat(translated.body().has("temperature")).isFalse();
        assertThat(translated.body().path("top_p").asDouble()).isEqualTo(0.95);
        assertThat(translated.dropped()).isEmpty();
    }

    /** Anthropic takes letters, digits, {@code _} and {@code -}. */
    @ParameterizedTest
    @CsvSource({"toolu_01-A, toolu_01-A", "call_1__thought__Cp+/=, call_1", "functions.f:0,", "a b,"})
    void idsOfCallsAreOnesThatAnthropicTakes(String id, String told) {
        ObjectNode body = ChatToMessages.translate(chat(
                        "m",
                        "'messages':[{'role':'assistant','tool_calls':[{'id':'" + id
                                + "','function':{'name':'f','arguments':'{}'}}]},{'role':'tool','tool_call_id':'"
                                + id + "','content':'x'}]"))
                .body();

        String use = body.at("/messages/0/content/0/id").asText();
        assertThat(use)
                .matches("[a-zA-Z0-9_-]+")
                .isEqualTo(body.at("/messages/1/content/0/tool_use_id").asText());
        if (told != null) {
            assertThat(use).isEqualTo(told);
        }
    }

    @Test
    void systemAloneIsFollowedByAUser() {
        ObjectNode body = ChatToMessages.translate(chat("m", "'messages':[{'role':'system','content':'x'}]"))
                .body();

        assertThat(body.path("messages"))
                .hasToString("[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\".\"}]}]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"role\":\"user\",\"content\":[{\"type\":\"input_audio\",\"input_audio\":{}}]}",
                "{\"role\":\"user\",\"content\":[{\"type\":\"hologram\"}]}",
                "{\"role\":\"robot\",\"content\":\"x\"}",
                "{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"1\",\"function\":{\"name\":\"f\",\"arguments\":\"{oops\"}}]}"
            })
    void whatCannotBeSaidNamesItsPlace(String message) {
        ObjectNode chat =
                Json.object(("{\"model\":\"m\",\"messages\":[" + message + "]}").getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> ChatToMessages.translate(chat))
                .isInstanceOfSatisfying(GatewayException.class, refused -> assertThat(refused.param())
                        .startsWith("messages[0]"));
    }

    @Test
    void emptyToolsAndChoiceOfNoneAreNoTools() {
        ObjectNode chat = Json.object(
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"tools\":[],\"tool_choice\":\"none\"}"
                        .getBytes(StandardCharsets.UTF_8));

        assertThat(ChatToMessages.translate(chat).body().toString())
                .isEqualTo(
                        "{\"model\":\"m\",\"max_tokens\":4096,\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"x\"}]}]}");
    }

    @Test
    void clientsRequestIsSaidInChat() {
        ChatRequest request = asked();

        Golden.assertJson("request/client.anthropic.openai.json", request.body());
        assertThat(request.original()).isNotNull();
        assertThat(request.original().dropped()).containsExactly("tools.web_search", "top_k");
        assertThat(request.stream()).isTrue();
        assertThat(request.includeUsage()).isTrue();
        assertThat(request.maxTokens()).isEqualTo(1024);
    }

    @Test
    void clientsRequestPassesToAnthropicUnchangedButForTheModel() {
        ChatRequest request = asked();
        ObjectNode expected = Golden.json("request/client.anthropic.json").put("model", "claude-x");

        assertThat(Json.object(request.original().forUpstream("claude-x", Map.of(), Map.of())))
                .isEqualTo(expected);
        assertThat(Json.object(request.original()
                        .forUpstream(
                                "claude-x",
                                Map.of("temperature", 0.9, "stop", "X"),
                                Map.of("max_completion_tokens", 77, "top_p", 0.1))))
                .isEqualTo(expected.put("max_tokens", 77).put("top_p", 0.1));
    }

    @Test
    void answerIsRetoldAsAMessage() {
        Golden.assertJson(
                "answer/full.openai.anthropic.json",
                MessagesClient.INSTANCE.answer(Golden.bytes("answer/full.openai.json"), asked()));
    }

    @Test
    void streamIsRetoldHoweverItIsCut() {
        byte[] recorded = Golden.bytes("stream/full.openai.events");
        for (int step : new int[] {Integer.MAX_VALUE / 2, 1, 3, 50}) {
            RetoldStream stream = new RetoldStream(new MessagesEvents());
            String said =
                    Golden.inPieces(stream::read, recorded, step) + new String(stream.rest(), StandardCharsets.UTF_8);

            Golden.assertEvents("stream/full.openai.anthropic.events", said);
            assertThat(stream.isComplete()).isTrue();
            assertThat(stream.usage().outputTokens()).isEqualTo(20);
        }
    }

    @Test
    void thereAndBackAgainIsTheSameAnswer() {
        byte[] chat = MessagesAnswerToChat.translate(Golden.bytes("answer/full.anthropic.json"), 0);
        ObjectNode back = Json.object(MessagesClient.INSTANCE.answer(chat, asked()));

        assertThat(back.path("stop_reason").asText()).isEqualTo("tool_use");
        assertThat(back.path("usage").path("input_tokens").asInt()).isEqualTo(3);
        assertThat(back.path("usage").path("cache_creation_input_tokens").asInt())
                .isEqualTo(12304);
        assertThat(back.path("content")).hasSize(5);
        assertThat(back.path("content").path(0))
                .isEqualTo(Golden.json("answer/full.anthropic.json")
                        .path("content")
                        .path(0));
    }

    @Test
    void streamThatPassesIsUnchangedAndRead() {
        byte[] recorded = Golden.bytes("stream/full.anthropic.events");
        var stream = MessagesClient.INSTANCE.streamAsIs(
                MessagesRequest.read(Golden.bytes("request/client.anthropic.json"), Map.of()));

        assertThat(Golden.inPieces(stream::read, recorded, 11)).isEqualTo(new String(recorded, StandardCharsets.UTF_8));
        assertThat(stream.isDone()).isTrue();
        assertThat(stream.usage().inputTokens()).isEqualTo(40);
    }

    @Test
    void failureInTheMiddleIsAnErrorEvent() {
        RetoldStream stream = new RetoldStream(new MessagesEvents());

        assertThat(stream.read("data: {\"error\":{\"message\":\"no\"}}\n\n".getBytes(StandardCharsets.UTF_8)))
                .as("told by the gateway, in its own words")
                .isEmpty();
        assertThat(stream.error()).isEqualTo("no");
        assertThat(new String(stream.broken("no"), StandardCharsets.UTF_8))
                .isEqualTo(
                        "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"api_error\",\"message\":\"no\"}}\n\n");
    }

    @Test
    void toolWithoutAnyArgumentsHasAnEmptyObjectOfThem() {
        String start =
                "data: {\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"now\",\"input\":{}}}\n\n";
        String stop = "data: {\"type\":\"content_block_stop\",\"index\":0}\n\n";
        String chunks =
                Golden.through(new MessagesStreamToChat(0), (start + stop).getBytes(StandardCharsets.UTF_8), 1000);
        assertThat(chunks).contains("\"arguments\":\"{}\"");

        RetoldStream stream = new RetoldStream(new MessagesEvents());
        String said = new String(
                        stream.read(chunks.replace("{}\"}", "\"}").getBytes(StandardCharsets.UTF_8)),
                        StandardCharsets.UTF_8)
                + new String(stream.rest(), StandardCharsets.UTF_8);
        assertThat(said).contains("\"partial_json\":\"{}\"");
    }

    @Test
    void bytesThatPassAreTheClientsOwn() {
        String body =
                "{ \"temperature\" : 0.50, \"model\":\"a/m\" ,\"max_tokens\":1e2,\"x\":{\"model\":\"y\"},\"messages\":[],\"model\":\"a/\\u006d\"}\n";
        byte[] passed = Json.withText(body.getBytes(StandardCharsets.UTF_8), "model", "claude");

        assertThat(new String(passed, StandardCharsets.UTF_8))
                .isEqualTo(body.replace("\"a/m\"", "\"claude\"").replace("\"a/\\u006d\"", "\"claude\""));
    }
}
