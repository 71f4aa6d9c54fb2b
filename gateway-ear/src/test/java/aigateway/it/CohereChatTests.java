package aigateway.it;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.it.peer.Exchange;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Cohere's second chat is answered by every vendor, in Cohere's words. */
interface CohereChatTests {

    Installation on();

    @ParameterizedTest
    @CsvSource({
        "anthropic-main/claude, 12507, 550",
        "gemini-main/pro, 107, 50",
        "bedrock-main/claude, 145, 17",
        "cohere-main/command, 20, 12",
        "mistral-main/large, 16, 34"
    })
    default void coheresChatIsAnsweredByEveryVendor(String model, long input, long output) {
        HttpResponse<String> answer = cohere(model, "hello", false);

        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode said = GatewayClient.json(answer);
        assertThat(said.at("/message/content").toString()).contains("Voilà: un chat.");
        assertThat(said.at("/message/tool_calls/0/function/arguments").asText()).contains("\"what\":\"cat\"");
        assertThat(said.at("/usage/billed_units/input_tokens").asLong()).isEqualTo(input);
        assertThat(said.at("/usage/billed_units/output_tokens").asLong()).isEqualTo(output);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "anthropic-main/claude",
                "gemini-main/pro",
                "bedrock-main/claude",
                "cohere-main/command",
                "mistral-main/large",
                "local/small"
            })
    default void coheresChatIsStreamedByEveryVendor(String model) {
        String said = cohere(model, "@chunks=3", true).body();

        assertThat(said)
                .startsWith("event: message-start")
                .contains("event: content-delta", "event: message-end", "\"billed_units\"")
                .contains(model.equals("local/small") ? "w2 " : "\"look_up\"");
    }

    @Test
    default void whatCoheresClientSaysReachesCohereUnchanged() {
        String mark = Installation.mark();
        String body = "{\"messages\":[{\"role\":\"user\",\"content\":\"" + mark
                + "\"}], \"model\":\"cohere-main/command\",\"documents\":[\"d\"],\"new\":1}";

        HttpResponse<String> answer = on().client().post("v2/chat", Installation.CHECKOUT, body);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(GatewayClient.json(answer).at("/message/citations/0/text").asText())
                .isEqualTo("Voilà");
        Exchange sent = on().vendors().received(mark).get(0);
        assertThat(sent.text()).isEqualTo(body.replace("cohere-main/command", "command-r-plus"));
        HttpResponse<String> elsewhere = on().client()
                .post("v2/chat", Installation.CHECKOUT, body.replace("cohere-main/command", "local/small"));
        assertThat(elsewhere.statusCode()).isEqualTo(400);
        assertThat(GatewayClient.json(elsewhere).path("message").asText()).contains("documents");
    }

    @Test
    default void refusalsSoundAsCohereSaysThem() {
        HttpResponse<String> refused = cohere("anthropic-main/claude", "@status=429", false);
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.body()).isEqualTo("{\"message\":\"Anthropic says 429\"}");

        HttpResponse<String> noKey = on().client().post("v2/chat", "nobodys", "{}");
        assertThat(noKey.statusCode()).isEqualTo(401);
        assertThat(GatewayClient.json(noKey).path("message").isTextual()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"anthropic-main/claude", "cohere-main/command"})
    default void coheresStreamThatBreaksEndsWithAnError(String model) {
        assertThat(cohere(model, "@cut", true).body())
                .contains("event: message-start", "\"finish_reason\":\"ERROR\",\"error\":\"")
                .doesNotContain("COMPLETE", "TOOL_CALL\"");
    }

    private HttpResponse<String> cohere(String model, String text, boolean stream) {
        return on().client()
                .post(
                        "v2/chat",
                        Installation.CHECKOUT,
                        GatewayClient.body(model, text, stream).toString());
    }
}
