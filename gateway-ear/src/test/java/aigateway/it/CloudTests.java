package aigateway.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import aigateway.it.peer.Exchange;
import aigateway.it.peer.MockMedia;
import aigateway.it.peer.MockVendors;
import aigateway.it.peer.Trace;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clouds, which are not signed in to with a key alone. */
interface CloudTests {

    Installation on();

    @Test
    default void requestsToBedrockCarryTheSignatureOfTheAccountsKey() throws IOException {
        String mark = Installation.mark();
        HttpResponse<String> answer = on().client().chat(Installation.CHECKOUT, "bedrock-signed/claude", mark);
        HttpResponse<InputStream> stream = on().client().stream(Installation.CHECKOUT, "bedrock-signed/claude", mark);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(new String(stream.body().readAllBytes(), StandardCharsets.UTF_8))
                .contains("data: [DONE]");
        assertThat(on().vendors().received(mark)).hasSize(2).allSatisfy(sent -> {
            assertThat(sent.path()).contains("claude-sonnet-4-5-20250929-v1%3A0/converse");
            assertThat(sent.header("authorization").orElseThrow())
                    .startsWith("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/")
                    .contains("/eu-central-1/bedrock/aws4_request", "SignedHeaders=", "Signature=");
            assertThat(sent.header("x-amz-date").orElseThrow()).matches("\\d{8}T\\d{6}Z");
            assertThat(sent.header("x-amz-security-token")).contains("canary-aws-session-52");
            assertThat(sent.headers().toString()).doesNotContain("canary-aws-secret-52");
        });
    }

    @Test
    default void requestsToBedrockCarryTheSignatureOfAnAssumedRole() {
        String mark = Installation.mark();
        assertThat(on().client()
                        .chat(Installation.CHECKOUT, "bedrock-role/claude", mark)
                        .statusCode())
                .isEqualTo(200);
        on().client().chat(Installation.CHECKOUT, "bedrock-role/claude", "again");

        Exchange sent = on().vendors().received(mark).get(0);
        assertThat(sent.header("authorization").orElseThrow())
                .startsWith("AWS4-HMAC-SHA256 Credential=ASIAEXAMPLE/")
                .contains("/eu-central-1/bedrock/aws4_request");
        assertThat(sent.header("x-amz-security-token")).contains("canary-aws-role-session-53");
        // One key for all of them.
        assertThat(on().vendors().received("Action=AssumeRole")).singleElement().satisfies(asked -> {
            assertThat(asked.text()).contains("ExternalId=customer-7");
            assertThat(asked.header("authorization").orElseThrow())
                    .contains("Credential=AKIDEXAMPLE/", "/eu-central-1/sts/aws4_request");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "vertex-main/pro, publishers/google/models/gemini-2.5-pro:generateContent",
        "vertex-main/claude, publishers/anthropic/models/claude-sonnet-4-5@20250929:rawPredict"
    })
    default void modelsOfVertexAnswerToATokenOfTheServiceAccount(String model, String path) throws IOException {
        String mark = Installation.mark();
        HttpResponse<String> answer = on().client().chat(Installation.CHECKOUT, model, mark);
        HttpResponse<InputStream> stream = on().client().stream(Installation.CHECKOUT, model, mark);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(GatewayClient.json(answer).path("choices")).isNotEmpty();
        assertThat(new String(stream.body().readAllBytes(), StandardCharsets.UTF_8))
                .contains("data: [DONE]");
        Exchange sent = on().vendors().received(mark).get(0);
        assertThat(sent.path()).isEqualTo("/gemini/v1/projects/p/locations/europe-west4/" + path);
        assertThat(sent.header("authorization")).contains("Bearer " + MockVendors.GOOGLE_TOKEN);
        // One token for all of them.
        assertThat(on().vendors().received("jwt-bearer")).hasSize(1);
        Trace trace = on().otlp()
                .awaitTrace(answer.headers().firstValue("x-tfy-trace-id").orElseThrow());
        assertThat(trace.ofType("Model").get(0).attributes()).contains(entry("gen_ai.provider.name", "gcp.vertex_ai"));
    }

    /** Between Google's client and Google's model nothing is retold, and nothing between Anthropic's and Claude. */
    @Test
    default void clientsOfTheModelsMakerAreHeardByVertexAsTheyAre() throws IOException {
        String mark = Installation.mark();
        String gemini = "{\"contents\": [{\"role\":\"user\",\"parts\":[{\"text\":\"" + mark
                + "\"}]}], \"safetySettings\": [],\"tools\":[{\"googleSearch\":{}}]}";
        String anthropic = "{\"max_tokens\": 50,\"messages\":[{\"role\":\"user\",\"content\":\"" + mark
                + "\"}],\"model\":\"vertex-main/claude\",\"stream\":true,\"top_k\":5}";

        HttpResponse<String> candidates = on().client()
                .post(
                        "v1beta/models/vertex-main/pro:generateContent",
                        "",
                        gemini,
                        "x-goog-api-key",
                        Installation.CHECKOUT);
        HttpResponse<String> events = on().client().post("v1/messages", Installation.CHECKOUT, anthropic);

        assertThat(candidates.body()).isEqualTo(MockMedia.recorded("answer/full.gemini.json"));
        assertThat(events.body()).isEqualTo(MockMedia.recorded("stream/full.anthropic.events"));
        for (HttpResponse<String> answer : List.of(candidates, events)) {
            assertThat(answer.headers().firstValue("x-tfy-dropped-parameters")).isEmpty();
        }
        assertThat(on().vendors().received(mark))
                .extracting(Exchange::text)
                .containsExactly(
                        gemini,
                        anthropic.replace(
                                "\"model\":\"vertex-main/claude\"", "\"anthropic_version\":\"vertex-2023-10-16\""));
        Trace trace = on().otlp()
                .awaitTrace(events.headers().firstValue("x-tfy-trace-id").orElseThrow());
        assertThat(trace.ofType("Model").get(0).attributes())
                .contains(entry("gen_ai.usage.input_tokens", 40L))
                .doesNotContainKey("tfy.model.metric.usage_estimated");
    }
}
