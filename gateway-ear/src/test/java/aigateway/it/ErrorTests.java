package aigateway.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every refusal has OpenAI's shape, the status of its case, and words that help. */
interface ErrorTests {

    Installation on();

    static Stream<Arguments> badBodies() {
        String messages = "\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]";
        return Stream.of(
                Arguments.of("{\"model\":\"local/small\",", "JSON"),
                Arguments.of("", "body"),
                Arguments.of("[]", "object"),
                Arguments.of("{" + messages + "}", "model"),
                Arguments.of("{\"model\":17," + messages + "}", "model"),
                Arguments.of("{\"model\":null," + messages + "}", "model"),
                Arguments.of("{\"model\":\"\"," + messages + "}", "model"),
                Arguments.of("{\"model\":\"local/small\"}", "messages"),
                Arguments.of("{\"model\":\"local/small\",\"messages\":\"hello\"}", "messages"),
                Arguments.of("{\"model\":\"local/small\",\"stream\":\"yes\"," + messages + "}", "stream"),
                Arguments.of("{\"model\":\"local/small\",\"max_tokens\":\"many\"," + messages + "}", "max_tokens"),
                Arguments.of("{\"model\":\"local/small\"," + messages + "} trailing", "JSON"));
    }

    @ParameterizedTest
    @MethodSource("aigateway.it.ErrorTests#badBodies")
    default void badBodyIsRefusedWithTheFieldThatIsWrong(String body, String named) {
        HttpResponse<String> answer = on().client().post("v1/chat/completions", Installation.CHECKOUT, body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(error(answer).path("type").asText()).isEqualTo("invalid_request_error");
        assertThat(error(answer).path("message").asText()).containsIgnoringCase(named);
    }

    @ParameterizedTest
    @MethodSource("aigateway.it.ErrorTests#badMetadata")
    default void badMetadataIsRefusedWithTheHeadersName(String metadata) {
        HttpResponse<String> answer =
                on().client().chat(Installation.CHECKOUT, "local/small", "x", "X-TFY-METADATA", metadata);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(error(answer).path("message").asText()).containsIgnoringCase("x-tfy-metadata");
    }

    static List<String> badMetadata() {
        return List.of("not json", "[]", "{\"a\":1}", "{\"a\":\"" + "x".repeat(129) + "\"}", "{\"a\":{}}");
    }

    @Test
    default void everyKindOfBadKeyGetsTheSameAnswer() {
        Set<String> bodies = new TreeSet<>();
        for (String key :
                List.of("", "nobody", Installation.CHECKOUT + "x", "a.b.c", "x".repeat(4_000), "' OR 1=1 --")) {
            HttpResponse<String> answer = on().client().chat(key, "local/small", "x");
            assertThat(answer.statusCode()).as(key).isEqualTo(401);
            assertThat(answer.headers().firstValue("WWW-Authenticate")).as(key).isPresent();
            bodies.add(answer.body());
        }

        assertThat(bodies).hasSize(1);
        assertThat(bodies.iterator().next()).contains("\"error\"");
    }

    @Test
    default void twoKeysThatDifferAreABadRequest() {
        HttpResponse<String> answer =
                on().client().chat(Installation.CHECKOUT, "local/small", "x", "x-api-key", Installation.CROWD);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        error(answer);
    }

    @Test
    default void keyMayComeInAnyOfItsHeaders() {
        for (String header : List.of("x-api-key", "x-goog-api-key", "api-key", "x-tfy-api-key")) {
            HttpResponse<String> answer = on().client().chat("", "local/small", "x", header, Installation.CHECKOUT);
            assertThat(answer.statusCode()).as(header + ": " + answer.body()).isEqualTo(200);
        }
    }

    @Test
    default void modelOfSomebodyElseIsForbiddenAndUnknownOneIsNotFound() {
        HttpResponse<String> forbidden = on().client().chat(Installation.CHECKOUT, "board-only/gpt-4o", "x");
        HttpResponse<String> unknown = on().client().chat(Installation.CHECKOUT, "local/unheard-of", "x");

        assertThat(forbidden.statusCode()).as(forbidden.body()).isEqualTo(403);
        assertThat(error(forbidden).path("message").asText()).contains("board-only/gpt-4o");
        assertThat(unknown.statusCode()).as(unknown.body()).isEqualTo(404);
        assertThat(error(unknown).path("type").asText()).isEqualTo("model_not_found");
    }

    /** A call as most clients write it does not reach JAX-RS, and is answered as if it had. */
    @ParameterizedTest
    @MethodSource("aigateway.it.ErrorTests#calls")
    default void callIsAnsweredAlikeHoweverItIsWritten(String key, String body, List<String> headers) {
        List<String> usual = new ArrayList<>(headers);
        List<String> unusual = new ArrayList<>(headers);
        usual.addAll(List.of("Accept", "application/json"));
        unusual.addAll(List.of("Accept", "application/json;q=0.9, */*;q=0.1"));

        HttpResponse<String> direct =
                on().client().post("v1/chat/completions", key, body, usual.toArray(String[]::new));
        HttpResponse<String> byJaxRs =
                on().client().post("v1/chat/completions", key, body, unusual.toArray(String[]::new));

        assertThat(direct.statusCode()).as(direct.body()).isEqualTo(byJaxRs.statusCode());
        assertThat(direct.headers().map().keySet())
                .isEqualTo(byJaxRs.headers().map().keySet());
        for (String name : List.of("content-type", "content-length", "www-authenticate", "connection", "retry-after")) {
            assertThat(direct.headers().allValues(name))
                    .as(name)
                    .isEqualTo(byJaxRs.headers().allValues(name));
        }
        if (direct.statusCode() >= 400) {
            assertThat(direct.body()).isEqualTo(byJaxRs.body());
        }
    }

    static Stream<Arguments> calls() {
        String rest = "\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}";
        String good = "{\"model\":\"local/small\"," + rest;
        List<String> none = List.of();
        return Stream.of(
                Arguments.of(Installation.CHECKOUT, good, none),
                Arguments.of(Installation.CHECKOUT, "{\"model\":\"local/small\",\"stream\":true," + rest, none),
                Arguments.of(Installation.CHECKOUT, "{\"model\":", none),
                Arguments.of(Installation.CHECKOUT, "", none),
                Arguments.of(Installation.CHECKOUT, "{\"model\":\"local/unheard-of\"," + rest, none),
                Arguments.of(Installation.CHECKOUT, "{\"model\":\"board-only/gpt-4o\"," + rest, none),
                Arguments.of("", good, none),
                Arguments.of("nobody", good, none),
                Arguments.of(Installation.CHECKOUT, good, List.of("x-api-key", Installation.CROWD)),
                Arguments.of(Installation.CHECKOUT, good, List.of("X-TFY-METADATA", "not json")),
                Arguments.of(Installation.CHECKOUT, good, List.of("X-Long", "x".repeat(33 << 10))),
                Arguments.of(Installation.CHECKOUT, good, List.of("Content-Encoding", "gzip")));
    }

    @Test
    default void addressAndMethodThatDoNotExistAnswerInShape() {
        HttpResponse<String> nothing = on().client().get("v1/no/such/thing", Installation.CHECKOUT);
        HttpResponse<String> method = on().client().get("v1/chat/completions", Installation.CHECKOUT);

        assertThat(nothing.statusCode()).as(nothing.body()).isEqualTo(404);
        error(nothing);
        assertThat(method.statusCode()).as(method.body()).isEqualTo(405);
        error(method);
    }

    @Test
    default void whatTheServerItselfRefusesAnswersInShape() {
        HttpResponse<String> type =
                on().client().chat(Installation.CHECKOUT, "local/small", "x", "Content-Type", "@@@");
        HttpResponse<String> hidden = on().client().get("WEB-INF/web.xml", Installation.CHECKOUT);

        assertThat(type.statusCode()).as(type.body()).isIn(400, 415);
        error(type);
        // WildFly refuses this one before it looks at the application: its page is short and names nothing.
        assertThat(hidden.statusCode()).as(hidden.body()).isEqualTo(404);
        assertThat(hidden.body().toLowerCase(java.util.Locale.ROOT)).doesNotContain("payara", "wildfly", "undertow");
    }

    @Test
    default void whatTheUpstreamRefusesTheClientSees() {
        HttpResponse<String> answer = on().client().chat(Installation.CHECKOUT, "local/small", "@status=422");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        assertThat(error(answer).path("message").asText()).contains("The upstream says 422");
    }

    @Test
    default void upstreamThatFailsForGoodIsItsStatusAndThatCannotBeReachedIs502() {
        HttpResponse<String> refused = on().client().chat(Installation.CHECKOUT, "openai-main/broken", "x");
        HttpResponse<String> unreachable = on().client().chat(Installation.CHECKOUT, "nowhere/gone", "x");

        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(500);
        assertThat(error(refused).path("message").asText()).contains("The upstream says 500");
        assertThat(unreachable.statusCode()).as(unreachable.body()).isEqualTo(502);
        assertThat(error(unreachable).path("type").asText()).isEqualTo("upstream_unreachable");
    }

    @Test
    default void pauseTheUpstreamAskedForReachesTheClient() {
        HttpResponse<String> answer =
                on().client().chat(Installation.CHECKOUT, "openai-main/renamed", "@status=429 @retry-after=3");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(429);
        Optional<String> pause = answer.headers().firstValue("Retry-After");
        assertThat(pause).contains("3");
    }

    /** All four keys, always. */
    private static JsonNode error(HttpResponse<String> answer) {
        JsonNode error = GatewayClient.json(answer).path("error");
        assertThat(error.fieldNames()).toIterable().contains("message", "type", "param", "code");
        assertThat(error.path("message").asText()).isNotBlank();
        return error;
    }
}
