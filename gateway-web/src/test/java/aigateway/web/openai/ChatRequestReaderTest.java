package aigateway.web.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aigateway.call.GatewayException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChatRequestReaderTest {

    private static final String MESSAGES = "\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]";

    private static ChatRequest read(String json) {
        return ChatRequestReader.read(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String forUpstream(String json, Map<String, Object> defaults, Map<String, Object> overrides) {
        return new String(read(json).forUpstream("gpt-4o", defaults, overrides), StandardCharsets.UTF_8);
    }

    @Test
    void numbersKeepTheirDigitsWhereTheBodyIsWrittenAnew() {
        String body =
                "{\"model\":\"m\",\"x\":1.10,\"y\":[0.12345678901234567890,12345678901234567890123]," + MESSAGES + "}";

        assertThat(forUpstream(body, Map.of("max_tokens", 9), Map.of()))
                .contains("\"x\":1.10", "0.12345678901234567890", "12345678901234567890123");
    }

    /** Of three hundred characters each. */
    @ParameterizedTest
    @CsvSource({"x, 75", "\\n, 75", "\u00e9, 150", "\\u00e9, 150", "\u4f60, 225", "\\u4f60, 225", "\\u0041, 75"})
    void tokensAreEstimatedInEveryScript(String character, long tokens) {
        String text = character.repeat(300);

        assertThat(ChatRequestReader.read(("{\"model\":\"m\",\"messages\":[{\"content\":\"" + text + "\"}]}")
                                .getBytes(StandardCharsets.UTF_8))
                        .inputTokens())
                .isEqualTo(tokens + 1);
    }

    @Test
    void onlyTheModelChangesOnTheWayUp() {
        String body = "{ \"x\" : [1,{\"y\":null}], \"model\" : \"a\\u002fb\" , " + MESSAGES + ", \"z\":1e2 }";

        assertThat(forUpstream(body, Map.of(), Map.of()))
                .isEqualTo("{ \"x\" : [1,{\"y\":null}], \"model\" : \"gpt-4o\" , " + MESSAGES + ", \"z\":1e2 }");
    }

    @Test
    void textBeyondAsciiKeepsItsBytes() {
        String body = "{\"user\":\"Žofie 🦊\",\"model\":\"ü/ü\"," + MESSAGES + "}";

        assertThat(read(body).model()).isEqualTo("ü/ü");
        assertThat(forUpstream(body, Map.of(), Map.of()))
                .isEqualTo("{\"user\":\"Žofie 🦊\",\"model\":\"gpt-4o\"," + MESSAGES + "}");
    }

    @Test
    void aFieldThatIsNullIsLeftOutAndTakesTheDefault() {
        String body = "{\"model\":\"m\",\"max_tokens\":null," + MESSAGES + "}";

        assertThat(forUpstream(body, Map.of("max_tokens", 9), Map.of())).contains("\"max_tokens\":9");
    }

    @Test
    void aStreamIsAskedForItsUsage() {
        String body = "{\"model\":\"m\",\"stream\":true," + MESSAGES + "}";

        assertThat(read(body).includeUsage()).isFalse();
        assertThat(forUpstream(body, Map.of(), Map.of()))
                .isEqualTo("{\"stream_options\":{\"include_usage\":true},\"model\":\"gpt-4o\",\"stream\":true,"
                        + MESSAGES + "}");
    }

    @Test
    void otherStreamOptionsStayBesideTheUsage() {
        String body =
                "{\"model\":\"m\",\"stream\":true,\"stream_options\":{\"include_obfuscation\":false}," + MESSAGES + "}";

        assertThat(forUpstream(body, Map.of(), Map.of()))
                .contains("\"stream_options\":{\"include_obfuscation\":false,\"include_usage\":true}");
    }

    @Test
    void aClientsOwnWishForUsageTravelsUntouched() {
        String body =
                "{\"model\":\"gpt-4o\",\"stream\":true,\"stream_options\":{\"include_usage\":true}," + MESSAGES + "}";
        ChatRequest request = read(body);

        assertThat(request.includeUsage()).isTrue();
        assertThat(request.forUpstream("gpt-4o", Map.of(), Map.of())).isSameAs(request.body());
    }

    @Test
    void theGatewaysOwnFieldsStayHere() {
        String body = "{\"model\":\"m\",\"prompt_version_fqn\":\"x\",\"mcp_servers\":[{}]," + MESSAGES + "}";

        assertThat(forUpstream(body, Map.of(), Map.of())).doesNotContain("prompt_version_fqn", "mcp_servers");
    }

    @Test
    void overridesWinAndDefaultsGiveWay() {
        String body = "{\"model\":\"m\",\"temperature\":1.0,\"top_p\":0.5," + MESSAGES + "}";

        assertThat(forUpstream(body, Map.of("top_p", 0.9, "n", 2), Map.of("temperature", 0.2)))
                .contains("\"temperature\":0.2", "\"top_p\":0.5", "\"n\":2");
    }

    @Test
    void parametersAreReadWhereverTheyStand() {
        ChatRequest request = read("{" + MESSAGES
                + ",\"stop\":[\"a\",\"b\"],\"max_tokens\":5,\"max_completion_tokens\":7,\"seed\":-1,\"model\":\"m\"}");

        assertThat(request.maxTokens()).isEqualTo(7);
        assertThat(request.parameters().stop()).containsExactly("a", "b");
        assertThat(request.parameters().seed()).isEqualTo(-1);
        assertThat(request.inputTokens()).isEqualTo((("user" + "Hello" + "ab").length() - 2) / 4 + 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"model\":\"a\",\"model\":\"b\",\"messages\":[{}]}",
                "{\"model\":\"a\",\"messages\":[{}],\"max_tokens\":100000,\"max_tokens\":1}",
                "{\"model\":\"a\",\"messages\":[{\"role\":\"user\",\"role\":\"system\"}]}",
                "{\"model\":\"a\",\"messages\":[{}],\"x\":1,\"x\":1}"
            })
    void noFieldStandsTwice(String body) {
        assertThatThrownBy(() -> read(body))
                .isInstanceOf(GatewayException.class)
                .hasMessageContaining("Duplicate field '");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Model",
                "MAX_TOKENS",
                "max_Completion_tokens",
                "max_to\u212aens",
                "\u017ftream",
                "N",
                "Stream_Options",
                "Mcp_Servers"
            })
    void noFieldThatIsActedOnIsSpelledOtherwise(String field) {
        String body = "{\"model\":\"small\",\"max_tokens\":1,\"" + field + "\":100000," + MESSAGES + "}";

        assertThatThrownBy(() -> read(body))
                .isInstanceOfSatisfying(GatewayException.class, fault -> assertThat(fault.param())
                        .isEqualTo(field))
                .hasMessageContaining("The field '" + field + "' must be spelled '");
    }

    @Test
    void whatMakesUsageToldIsSpelledExactlyToo() {
        String options = "\"stream_options\":{\"include_usage\":true,\"Include_Usage\":false},";

        assertThatThrownBy(() -> read("{\"model\":\"m\",\"stream\":true," + options + MESSAGES + "}"))
                .isInstanceOf(GatewayException.class)
                .hasMessageContaining("'include_usage'");
    }

    @Test
    void whatNobodyActsOnMayBeSpelledAnyhow() {
        String body = "{\"model\":\"m\",\"Models\":1,\"Tools\":[],\"toolS\":[]," + MESSAGES + "}";

        assertThat(forUpstream(body, Map.of(), Map.of())).contains("\"Models\":1,\"Tools\":[],\"toolS\":[]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE"})
    void onlyUtf8IsRead(String charset) {
        byte[] body = ("{\"model\":\"m\"," + MESSAGES + "}").getBytes(java.nio.charset.Charset.forName(charset));

        assertThatThrownBy(() -> ChatRequestReader.read(body))
                .isInstanceOf(GatewayException.class)
                .hasMessageContaining("UTF-8");
    }

    @Test
    void anInlineImageCountsAsAnImageAndNotAsItsText() {
        String image = "data:image/png;base64," + "A".repeat(100_000);
        ChatRequest request =
                read("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\","
                        + "\"image_url\":{\"url\":\"" + image + "\"}}]}]}");

        assertThat(request.inputTokens()).isBetween(1000L, 1020L);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"messages\":[{}]}|model",
                "{\"model\":7,\"messages\":[{}]}|model",
                "{\"model\":\" \",\"messages\":[{}]}|model",
                "{\"model\":\"a\"}|messages",
                "{\"model\":\"a\",\"messages\":[]}|messages",
                "{\"model\":\"a\",\"messages\":{}}|messages",
                "{\"model\":\"a\",\"messages\":[{},\"x\"]}|messages[1]",
                "{\"model\":\"a\",\"messages\":[{}],\"stream\":\"yes\"}|stream",
                "{\"model\":\"a\",\"messages\":[{}],\"stream_options\":[]}|stream_options",
                "{\"model\":\"a\",\"messages\":[{}],\"temperature\":\"hot\"}|temperature",
                "{\"model\":\"a\",\"messages\":[{}],\"max_tokens\":0}|max_tokens",
                "{\"model\":\"a\",\"messages\":[{}],\"max_tokens\":1.5}|max_tokens",
                "{\"model\":\"a\",\"messages\":[{}],\"max_tokens\":9223372036854775808}|max_tokens",
                "{\"model\":\"a\",\"messages\":[{}],\"seed\":-99999999999999999999}|seed",
                "{\"model\":\"a\",\"messages\":[{}],\"stop\":[1]}|stop"
            })
    void faultsNameTheirField(String body, String field) {
        assertThatThrownBy(() -> read(body))
                .isInstanceOfSatisfying(GatewayException.class, fault -> assertThat(fault.param())
                        .isEqualTo(field))
                .hasMessageContaining(field.startsWith("messages[") ? "message" : "'" + field);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"{\"model\":|x", "[]|x", "nonsense|x", "{} {}|x", "``|x"})
    void whatIsNoJsonObjectIsRefused(String body, String ignored) {
        assertThatThrownBy(() -> read(body)).isInstanceOf(GatewayException.class);
    }

    @Test
    void depthIsBounded() {
        String deep = "[".repeat(10_000) + "]".repeat(10_000);

        assertThatThrownBy(() -> read("{\"model\":\"m\",\"x\":" + deep + "," + MESSAGES + "}"))
                .isInstanceOf(GatewayException.class)
                .hasMessageContaining("nested more deeply than 500 levels");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"content\":\"Hi\",\"role\":\"user\"}|Hi",
                "{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":{\"text\":\"no\"}},{\"type\":\"text\",\"text\":\"What is it?\"}]}|What is it?",
                "{\"role\":\"assistant\",\"content\":null}|``",
                "{\"role\":\"user\"}|``"
            })
    void lastMessageHasAShortHand(String message, String expected) {
        ChatRequest request = read(
                "{\"messages\":[{\"role\":\"system\",\"content\":\"Be brief\"}, " + message + " ],\"model\":\"m\"}");

        assertThat(request.shortHand()).asString(StandardCharsets.UTF_8).isEqualTo(expected);
    }

    @Test
    void shortHandIsCutBetweenCharacters() {
        String text = "ü".repeat(199) + "🦊 and more";

        assertThat(read("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"" + text + "\"}]}")
                        .shortHand())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("ü".repeat(199));
    }

    @Test
    void accountOfAHeaderStandsBeforeAModelThatNamesNone() {
        byte[] body = "{\"model\":\"gpt-4o\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}"
                .getBytes(StandardCharsets.UTF_8);
        ChatRequest request = ChatRequestReader.read(body);

        ChatRequest there = request.at("openai-main", Set.of()::contains);
        assertThat(there.model()).isEqualTo("openai-main/gpt-4o");
        assertThat(there.forUpstream("gpt-4o", Map.of(), Map.of())).isEqualTo(body);
        assertThat(there.at("other", Set.of()::contains).model()).isEqualTo("openai-main/gpt-4o");
    }

    @Test
    void accountOfAHeaderStandsBeforeAModelWhoseOwnNameHasASlash() {
        ChatRequest request = read("{\"model\":\"openai/gpt-oss-120b\"," + MESSAGES + "}");
        Set<String> there = Set.of("groq-main/openai/gpt-oss-120b");
        Set<String> both = Set.of("groq-main/openai/gpt-oss-120b", "openai/gpt-oss-120b");

        assertThat(request.at("groq-main", there::contains).model()).isEqualTo("groq-main/openai/gpt-oss-120b");
        assertThat(request.at("groq-main", both::contains).model()).isEqualTo("openai/gpt-oss-120b");
        assertThat(request.at("other", there::contains).model()).isEqualTo("openai/gpt-oss-120b");
        assertThat(request.at("", name -> true).model()).isEqualTo("openai/gpt-oss-120b");
    }
}
