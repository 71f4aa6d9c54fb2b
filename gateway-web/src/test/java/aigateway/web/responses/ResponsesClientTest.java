package aigateway.web.responses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aigateway.call.GatewayException;
import aigateway.call.Operation;
import aigateway.web.dialect.RetoldStream;
import aigateway.web.golden.Golden;
import aigateway.web.json.Json;
import aigateway.web.openai.AnswerStream;
import aigateway.web.openai.ChatRequest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResponsesClientTest {

    private static ChatRequest asked() {
        return ResponsesRequest.read(Golden.bytes("request/client.responses.json"));
    }

    private static ChatRequest asked(String body) {
        return ResponsesRequest.read(body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void clientsRequestIsSaidInChat() {
        ChatRequest request = asked();

        Golden.assertJson("request/client.responses.openai.json", request.body());
        assertThat(request.original()).isNotNull();
        assertThat(request.original().dropped()).containsExactly("tools.web_search", "store", "truncation");
        assertThat(request.original().onlyAsIs()).isNull();
        assertThat(request.operation()).isEqualTo(Operation.RESPONSE);
        assertThat(request.stream()).isTrue();
        assertThat(request.maxTokens()).isEqualTo(900);
    }

    @Test
    void clientsRequestPassesToOpenAiUnchangedButForTheModel() {
        String text = "{\"input\":\"x\",  \"model\":\"a/m\",\"previous_response_id\":\"resp_1\",\"new\":{\"model\":1}}";

        assertThat(new String(asked(text).original().forUpstream("gpt-5", Map.of(), Map.of()), StandardCharsets.UTF_8))
                .isEqualTo(text.replace("a/m", "gpt-5"));
    }

    /** With every request, and servers that know their own fields alone refuse it. */
    @Test
    void whatCodexTellsOpenAiAloneIsNotSaidInChat() {
        String text = "{\"input\":\"x\",\"model\":\"a/m\",\"client_metadata\":{\"x-codex-installation-id\":\"1\"},"
                + "\"access_programs\":{\"cyber\":\"daybreak_blue\"}}";
        ChatRequest request = asked(text);

        assertThat(Json.object(request.body()).has("client_metadata")).isFalse();
        assertThat(Json.object(request.body()).has("access_programs")).isFalse();
        assertThat(request.original().dropped()).containsExactly("client_metadata", "access_programs");
        assertThat(new String(request.original().forUpstream("a/m", Map.of(), Map.of()), StandardCharsets.UTF_8))
                .isEqualTo(text);
    }

    @Test
    void targetsFieldsAreSaidInTheDialect() {
        byte[] said = asked("{\"input\":\"x\",\"model\":\"a/m\",\"temperature\":0.2,\"iteration_limit\":3}")
                .original()
                .forUpstream(
                        "gpt-5",
                        Map.of("temperature", 0.9, "max_tokens", 5, "seed", 1),
                        Map.of("max_tokens", 77, "reasoning_effort", "high"));

        ObjectNode expected = Json.emptyObject();
        expected.put("input", "x").put("model", "gpt-5").put("temperature", 0.2).put("max_output_tokens", 77);
        expected.putObject("reasoning").put("effort", "high");
        assertThat(Json.object(said)).isEqualTo(expected);
    }

    @Test
    void answerIsRetoldAsAResponse() {
        Golden.assertJson(
                "answer/full.openai.responses.json",
                ResponsesClient.INSTANCE.answer(Golden.bytes("answer/full.openai.json"), asked()));
    }

    @ParameterizedTest
    @CsvSource({"length, max_output_tokens", "content_filter, content_filter"})
    void answerThatWasCutIsIncomplete(String finishReason, String said) {
        byte[] chat = ("{\"id\":\"c\",\"choices\":[{\"message\":{\"refusal\":\"No.\"},\"finish_reason\":\""
                        + finishReason + "\"}]}")
                .getBytes(StandardCharsets.UTF_8);

        ObjectNode response = Json.object(ResponsesClient.INSTANCE.answer(chat, asked()));

        assertThat(response.path("status").asText()).isEqualTo("incomplete");
        assertThat(response.at("/incomplete_details/reason").asText()).isEqualTo(said);
        assertThat(response.at("/output/0/content/0/refusal").asText()).isEqualTo("No.");
        assertThat(response.path("usage").isNull()).isTrue();
    }

    @Test
    void streamIsRetoldHoweverItIsCut() {
        byte[] recorded = Golden.bytes("stream/full.openai.events");
        for (int step : new int[] {Integer.MAX_VALUE / 2, 1, 3, 50}) {
            RetoldStream stream =
                    (RetoldStream) ResponsesClient.INSTANCE.stream(asked("{\"model\":\"a\",\"input\":\"x\"}"));
            String said =
                    Golden.inPieces(stream::read, recorded, step) + new String(stream.rest(), StandardCharsets.UTF_8);

            Golden.assertEvents("stream/full.openai.responses.events", said);
            assertThat(stream.isComplete()).isTrue();
        }
    }

    @Test
    void eventsAreNumberedAndEveryItemIsOpenedAndClosedOnce() {
        List<JsonNode> events =
                events(retold(new String(Golden.bytes("stream/full.openai.events"), StandardCharsets.UTF_8)));

        for (int i = 0; i < events.size(); i++) {
            assertThat(events.get(i).path("sequence_number").asInt()).isEqualTo(i);
        }
        List<String> added = itemsOf(events, "response.output_item.added");
        assertThat(added).hasSize(4).isEqualTo(itemsOf(events, "response.output_item.done"));
        JsonNode last = events.get(events.size() - 1);
        assertThat(last.path("type").asText()).isEqualTo("response.completed");
        assertThat(last.at("/response/output").findValuesAsText("id")).containsExactlyElementsOf(added);
        assertThat(last.at("/response/output/2/arguments").asText()).isEqualTo("{\"what\":\"cat\"}");
    }

    @Test
    void callsThatAreToldInTurnKeepTheirArguments() {
        String said = retold(chunk(
                        "{\"tool_calls\":[{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"x\\\"\"}}]}")
                + chunk("{\"tool_calls\":[{\"index\":1,\"id\":\"b\",\"function\":{\"name\":\"g\"}}]}")
                + chunk("{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\":1}\"}}]}")
                + "data: [DONE]\n\n");

        JsonNode last = events(said).get(events(said).size() - 1);
        assertThat(last.at("/response/output/0/arguments").asText()).isEqualTo("{\"x\":1}");
        assertThat(last.at("/response/output/1/arguments").asText()).isEqualTo("{}");
    }

    @Test
    void streamThatPassesIsUnchangedAndRead() {
        byte[] recorded = Golden.bytes("stream/full.responses.events");
        AnswerStream stream = ResponsesClient.INSTANCE.streamAsIs(asked());

        assertThat(Golden.inPieces(stream::read, recorded, 11)).isEqualTo(new String(recorded, StandardCharsets.UTF_8));
        assertThat(stream.isComplete()).isTrue();
        assertThat(stream.isDone()).isTrue();
        assertThat(stream.usage()).isNotNull();
        assertThat(stream.usage().reasoningTokens()).isEqualTo(64);
        assertThat(stream.usage().cacheReadTokens()).isEqualTo(12);
        assertThat(new String(stream.content().toJson(), StandardCharsets.UTF_8))
                .contains("Voilà \\uD83D\\uDC08.", "{\\\"what\\\":\\\"cat\\\"}", "\"tool_calls\"");
    }

    @Test
    void answerThatPassesIsUnderstood() throws IOException {
        Golden.assertJson(
                "answer/full.responses.openai.json",
                ResponsesClient.INSTANCE.understood(Golden.bytes("answer/full.responses.json")));
        assertThatThrownBy(() -> ResponsesClient.INSTANCE.understood(
                        "{\"output\":[],\"status\":\"failed\",\"error\":{\"message\":\"no\"}}"
                                .getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IOException.class);
    }

    @Test
    void failureInTheMiddleIsAnErrorEventWithTheNextNumber() {
        RetoldStream stream = (RetoldStream) ResponsesClient.INSTANCE.stream(asked());
        String begun = new String(
                stream.read(chunk("{\"content\":\"a\"}").getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
        String broken = new String(stream.broken("no"), StandardCharsets.UTF_8);

        JsonNode error = events(broken).get(0);
        assertThat(error.path("sequence_number").asInt())
                .isEqualTo(events(begun).size());
        assertThat(error.path("type").asText()).isEqualTo("error");
        assertThat(error.path("message").asText()).isEqualTo("no");
        assertThat(error.at("/error/message").asText()).isEqualTo("no");
        AnswerStream asIs = ResponsesClient.INSTANCE.streamAsIs(asked());
        asIs.read("data: {\"type\":\"response.created\",\"sequence_number\":0}\n\n".getBytes(StandardCharsets.UTF_8));
        assertThat(new String(asIs.broken("no"), StandardCharsets.UTF_8)).contains("\"sequence_number\":1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"previous_response_id\":\"resp_1\",\"input\":\"x\"",
                "\"prompt\":{\"id\":\"p\"}",
                "\"input\":[{\"type\":\"item_reference\",\"id\":\"m\"}]",
                "\"input\":[{\"role\":\"user\",\"content\":[{\"type\":\"input_image\",\"file_id\":\"f\"}]}]"
            })
    void whatNeedsOpenAisMemoryIsForItsOwnModels(String fields) {
        ChatRequest request = asked("{\"model\":\"a/m\"," + fields + "}");

        assertThat(request.original()).isNotNull();
        assertThat(request.original().onlyAsIs()).isNotNull();
        assertThat(request.original().onlyAsIs().param()).isNotNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"model\":\"a/m\"} | input",
                "{\"input\":\"x\"} | model",
                "{\"model\":\"a/m\",\"input\":7} | input",
                "{\"model\":\"a/m\",\"input\":\"x\",\"background\":true} | background",
                "{\"model\":\"a/m\",\"input\":\"x\",\"conversation\":\"conv_1\"} | conversation",
                "{\"model\":\"a/m\",\"input\":\"x\",\"conversation\":{\"id\":\"conv_1\"}} | conversation",
                "{\"model\":\"a/m\",\"input\":[{\"role\":\"robot\"}]} | input[0].role",
                "{\"model\":\"a/m\",\"input\":\"x\",\"max_output_tokens\":0} | max_completion_tokens",
                "oops | "
            })
    void badRequestNamesItsField(String body, String field) {
        assertThatThrownBy(() -> asked(body))
                .isInstanceOfSatisfying(GatewayException.class, refused -> assertThat(refused.param())
                        .isEqualTo(field));
    }

    private static String retold(String chunks) {
        RetoldStream stream =
                (RetoldStream) ResponsesClient.INSTANCE.stream(asked("{\"model\":\"a\",\"input\":\"x\"}"));
        return new String(stream.read(chunks.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8)
                + new String(stream.rest(), StandardCharsets.UTF_8);
    }

    private static String chunk(String delta) {
        return "data: {\"id\":\"chatcmpl-1\",\"choices\":[{\"index\":0,\"delta\":" + delta + "}]}\n\n";
    }

    private static List<JsonNode> events(String said) {
        List<JsonNode> events = new ArrayList<>();
        for (String event : said.split("\n\n")) {
            events.add(Json.object(event.substring(event.indexOf("data: ") + 6).getBytes(StandardCharsets.UTF_8)));
        }
        return events;
    }

    private static List<String> itemsOf(List<JsonNode> events, String type) {
        return events.stream()
                .filter(event -> event.path("type").asText().equals(type))
                .map(event -> event.at("/item/id").asText())
                .toList();
    }
}
