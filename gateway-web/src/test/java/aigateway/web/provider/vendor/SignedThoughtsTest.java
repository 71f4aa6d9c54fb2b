package aigateway.web.provider.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.manifest.type.HeadersOverride;
import aigateway.manifest.type.Model;
import aigateway.manifest.type.ProviderAccount;
import aigateway.manifest.type.RetryConfig;
import aigateway.routing.Target;
import aigateway.web.anthropic.ChatToMessages;
import aigateway.web.anthropic.MessagesRequest;
import aigateway.web.bedrock.ChatToConverse;
import aigateway.web.dialect.ClientDialect;
import aigateway.web.golden.Golden;
import aigateway.web.json.Json;
import aigateway.web.openai.ChatRequest;
import aigateway.web.openai.ChatRequestReader;
import aigateway.web.provider.http.UpstreamClient;
import aigateway.web.provider.http.UpstreamRequest;
import aigateway.web.provider.http.UpstreamResponse;
import aigateway.web.responses.ResponsesClient;
import aigateway.web.responses.ResponsesRequest;
import aigateway.web.telemetry.TraceContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a model thought and its vendor signed comes back to it unchanged, whichever dialect the conversation goes on in. */
class SignedThoughtsTest {

    private static final String THOUGHTS =
            "[{\"type\":\"thinking\",\"thinking\":\"The user wants two things.\",\"signature\":\"EqQBCgIYAhIM\"},"
                    + "{\"type\":\"redacted_thinking\",\"data\":\"EmwKAhgBEgy3\"}]";

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void thoughtsOfAResponseReturnWithTheNextRequest(boolean streamed) {
        JsonNode output = streamed ? streamed() : whole();
        ArrayNode input = Json.emptyArray();
        output.forEach(input::add);
        input.addObject().put("role", "user").put("content", "Go on.");

        ChatRequest next = ResponsesRequest.read(
                Json.bytes(Json.emptyObject().put("model", "a/m").set("input", input)));

        ObjectNode chat = Json.object(next.body());
        assertThat(chat.at("/messages/0/thinking_blocks").toString())
                .isEqualTo(streamed ? streamedThoughts().toString() : THOUGHTS);
        JsonNode anthropic =
                ChatToMessages.translate(chat.deepCopy().put("max_tokens", 9)).body();
        assertThat(anthropic.at("/messages/0/content/0")).isEqualTo(chat.at("/messages/0/thinking_blocks/0"));
        JsonNode bedrock = ChatToConverse.translate(chat).body();
        assertThat(bedrock.at("/messages/1/content/0/reasoningContent/reasoningText/signature"))
                .isEqualTo(chat.at("/messages/0/thinking_blocks/0/signature"));
    }

    @Test
    void thoughtsOfAnthropicsClientReachClaudeElsewhere() {
        JsonNode bedrock =
                ChatToConverse.translate(Json.object(anthropics().body())).body();

        assertThat(bedrock.at("/messages/1/content/0/reasoningContent/reasoningText/text")
                        .asText())
                .isEqualTo("The user wants two things.");
        assertThat(bedrock.at("/messages/1/content/1/reasoningContent/redactedContent")
                        .asText())
                .isEqualTo("EmwKAhgBEgy3");
    }

    @Test
    void thoughtsThatSomebodyElseWroteAreLeftOut() {
        for (String written : List.of("gAAA", "thoughts.v1.%%", "thoughts.v1.e30", "")) {
            ChatRequest next =
                    ResponsesRequest.read(bytes("{\"model\":\"a/m\",\"input\":[{\"type\":\"reasoning\",\"summary\":[],"
                            + "\"encrypted_content\":\"" + written + "\"},{\"role\":\"user\",\"content\":\"x\"}]}"));
            assertThat(new String(next.body(), StandardCharsets.UTF_8)).doesNotContain("thinking_blocks");
            assertThat(Json.object(next.body()).path("messages")).hasSize(1);
        }
    }

    @Test
    void serversThatOnlySpeakOpenAisAreSparedThem() {
        List<UpstreamRequest> sent = new ArrayList<>();
        OpenAi openAi = new OpenAi();
        openAi.client = new UpstreamClient() {
            @Override
            public CompletableFuture<UpstreamResponse> send(UpstreamRequest request) {
                sent.add(request);
                return new CompletableFuture<>();
            }
        };

        openAi.chat(target(), anthropics(), new TraceContext("00-1-1-01", null));

        JsonNode message = Json.object(sent.get(0).body()).at("/messages/0");
        assertThat(message.has("thinking_blocks")).isFalse();
        assertThat(message.path("content").asText()).isEqualTo("Voilà.");
    }

    /** Elsewhere ids may not be as long as a signature is. */
    @Test
    void signedCallsAreToldByTheirBareIdsWhereverNoGeminiCanBe() {
        List<UpstreamRequest> sent = new ArrayList<>();
        OpenAi openAi = new OpenAi();
        openAi.client = new UpstreamClient() {
            @Override
            public CompletableFuture<UpstreamResponse> send(UpstreamRequest request) {
                sent.add(request);
                return new CompletableFuture<>();
            }
        };
        String call =
                "{\"id\":\"call_1__thought__CpQB\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}";
        ChatRequest request = ChatRequestReader.read(bytes("{\"model\":\"a/m\",\"messages\":[{\"role\":\"assistant\","
                + "\"content\":null,\"tool_calls\":[" + call + "]},"
                + "{\"role\":\"tool\",\"tool_call_id\":\"call_1__thought__CpQB\",\"content\":\"1\"}]}"));

        for (String address : new String[] {null, "https://eu.api.openai.com/v1", "https://litellm.example/v1"}) {
            openAi.chat(at(address), request, new TraceContext("00-1-1-01", null));
        }

        assertThat(sent)
                .extracting(one ->
                        Json.object(one.body()).at("/messages/1/tool_call_id").asText())
                .containsExactly("call_1", "call_1", "call_1__thought__CpQB");
        assertThat(Json.object(sent.get(0).body())
                        .at("/messages/0/tool_calls/0/id")
                        .asText())
                .isEqualTo("call_1");
    }

    /** As some servers stream them: each piece beside the text, and the signature at the end. */
    @Test
    void thoughtsThatComeInPiecesAreOne() {
        var stream = ResponsesClient.INSTANCE.stream(asked());
        StringBuilder said = new StringBuilder();
        for (String delta : new String[] {
            "{'reasoning_content':'Let ','thinking_blocks':[{'type':'thinking','thinking':'Let ','signature':''}]}",
            "{'reasoning_content':'me','thinking_blocks':[{'type':'thinking','thinking':'me','signature':null}]}",
            "{'thinking_blocks':[{'type':'thinking','thinking':'','signature':'S'}]}"
        }) {
            String chunk = "data: {'id':'c','choices':[{'index':0,'delta':" + delta + "}]}\n\n";
            said.append(new String(stream.read(bytes(chunk.replace('\'', '"'))), StandardCharsets.UTF_8));
        }
        said.append(new String(stream.read(bytes("data: [DONE]\n\n")), StandardCharsets.UTF_8))
                .append(new String(stream.rest(), StandardCharsets.UTF_8));
        ArrayNode input = Json.emptyArray();
        Json.object(bytes(said.substring(said.lastIndexOf("data: ") + 6)))
                .at("/response/output")
                .forEach(input::add);

        ChatRequest next = ResponsesRequest.read(
                Json.bytes(Json.emptyObject().put("model", "a/m").set("input", input)));

        assertThat(Json.object(next.body()).at("/messages/0/thinking_blocks"))
                .hasToString("[{\"type\":\"thinking\",\"thinking\":\"Let me\",\"signature\":\"S\"}]");
    }

    private static JsonNode whole() {
        ClientDialect client = ResponsesClient.INSTANCE;
        return Json.object(client.answer(Golden.bytes("answer/full.anthropic.openai.json"), asked()))
                .path("output");
    }

    private static JsonNode streamed() {
        var stream = ResponsesClient.INSTANCE.stream(asked());
        String said = Golden.inPieces(stream::read, Golden.bytes("stream/full.anthropic.openai.events"), 50)
                + new String(stream.rest(), StandardCharsets.UTF_8);
        String last = said.substring(said.lastIndexOf("data: ") + 6);
        return Json.object(bytes(last)).at("/response/output");
    }

    /** All that the chunks tell, in their order: a signature stands behind the text that it signs. */
    private static ArrayNode streamedThoughts() {
        ArrayNode all = Json.emptyArray();
        StringBuilder text = new StringBuilder();
        for (String event :
                new String(Golden.bytes("stream/full.anthropic.openai.events"), StandardCharsets.UTF_8).split("\n\n")) {
            if (event.startsWith("data: {")) {
                JsonNode delta = Json.object(bytes(event.substring(6))).at("/choices/0/delta");
                text.append(delta.path("reasoning_content").asText(""));
                for (JsonNode block : delta.path("thinking_blocks")) {
                    if (block.has("signature")) {
                        ((ObjectNode) block).put("thinking", text.toString());
                        text.setLength(0);
                    }
                    all.add(block);
                }
            }
        }
        assertThat(all.findValuesAsText("thinking")).isNotEmpty().doesNotContain("");
        return all;
    }

    private static ChatRequest asked() {
        return ResponsesRequest.read(bytes("{\"model\":\"a/m\",\"input\":\"x\"}"));
    }

    private static ChatRequest anthropics() {
        return MessagesRequest.read(
                bytes("{\"model\":\"a/m\",\"max_tokens\":9,\"messages\":[{\"role\":\"assistant\",\"content\":"
                        + THOUGHTS.replace("]", ",{\"type\":\"text\",\"text\":\"Voilà.\"}]")
                        + "},{\"role\":\"user\",\"content\":\"Go on.\"}]}"),
                Map.of());
    }

    private static Target target() {
        return at("https://b.example/v1");
    }

    private static Target at(@Nullable String address) {
        return new Target(
                new ProviderAccount(
                        "provider-account/openai",
                        "a",
                        address == null ? null : URI.create(address),
                        null,
                        List.of(),
                        List.of(),
                        Map.of(),
                        null),
                new Model("m", null, List.of("chat"), null, Map.of()),
                100,
                0,
                new RetryConfig(0, 0, List.of()),
                Set.of(),
                Set.of(),
                false,
                Map.of(),
                new HeadersOverride(Map.of(), List.of()));
    }

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }
}
