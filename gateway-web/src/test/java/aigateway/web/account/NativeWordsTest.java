package aigateway.web.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aigateway.call.GatewayException;
import aigateway.call.Units;
import aigateway.call.Usage;
import aigateway.web.call.Dialect;
import aigateway.web.golden.Golden;
import aigateway.web.openai.AnswerStream;
import aigateway.web.openai.ChatRequest;
import aigateway.web.openai.ChatRequestReader;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NativeWordsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"prompt_tokens\":9,\"completion_tokens\":3,\"prompt_tokens_details\":{\"cached_tokens\":4}} | 9 | 3 | 4",
                "{\"input_tokens\":9,\"output_tokens\":3,\"input_tokens_details\":{\"cached_tokens\":4}} | 9 | 3 | 4",
                "{\"input_tokens\":5,\"cache_read_input_tokens\":4,\"cache_creation_input_tokens\":2,\"output_tokens\":3} | 11 | 3 | 4",
                "{\"promptTokenCount\":9,\"candidatesTokenCount\":2,\"thoughtsTokenCount\":1,\"cachedContentTokenCount\":4} | 9 | 3 | 4",
                "{\"inputTokens\":5,\"outputTokens\":3,\"cacheReadInputTokens\":4} | 9 | 3 | 4",
                "{\"billed_units\":{\"input_tokens\":1},\"tokens\":{\"input_tokens\":9,\"output_tokens\":3}} | 9 | 3 | 0",
                "{\"total_tokens\":9} | 9 | 0 | 0"
            })
    void everyVendorsUsageIsUnderstood(String told, long input, long output, long cached) {
        String stream = "data: {\"x\":1,\"usage\": " + told + "}\n\n";
        Usage usage = NativeUsage.in(stream.getBytes(StandardCharsets.UTF_8));

        assertThat(usage).isNotNull();
        assertThat(usage.inputTokens()).isEqualTo(input);
        assertThat(usage.outputTokens()).isEqualTo(output);
        assertThat(usage.cacheReadTokens()).isEqualTo(cached);
        assertThat(usage.estimated()).isFalse();
    }

    @Test
    void searchesOfTheWebAreCounted() {
        String begun =
                "data: {\"usage\":{\"input_tokens\":5,\"cache_read_input_tokens\":4,\"cache_creation_input_tokens\":0}}\n\n";
        String over = "data: {\"usage\":{\"cache_read_input_tokens\":0,\"output_tokens\":3,"
                + "\"server_tool_use\":{\"web_search_requests\":2}}}\n\n";

        Usage usage = NativeUsage.in((begun + over).getBytes(StandardCharsets.UTF_8));

        assertThat(usage).isEqualTo(new Usage(9, 3, 4, 0, 0, 0, 0, 0, false).with(Units.ofSearches(2)));
    }

    @Test
    void searchesAreCountedThatNoCacheStandsBeside() {
        byte[] told =
                "{\"usage\":{\"input_tokens\":25,\"output_tokens\":1,\"server_tool_use\":{\"web_search_requests\":2}}}"
                        .getBytes(StandardCharsets.UTF_8);

        assertThat(NativeUsage.in(told)).isEqualTo(Usage.of(25, 1).with(Units.ofSearches(2)));
    }

    /** It costs more than what is kept for five minutes. */
    @Test
    void cacheThatIsKeptForAnHourIsCountedAsSuch() {
        byte[] told = ("{\"usage\":{\"input_tokens\":5,\"output_tokens\":1,\"cache_creation_input_tokens\":10,"
                        + "\"cache_creation\":{\"ephemeral_5m_input_tokens\":4,\"ephemeral_1h_input_tokens\":6}}}")
                .getBytes(StandardCharsets.UTF_8);

        assertThat(NativeUsage.in(told)).isEqualTo(new Usage(15, 1, 0, 10, 6, 0, 0, 0, false));
    }

    /** Anthropic says one token of output before there is any. */
    @ParameterizedTest
    @ValueSource(ints = {1, 7, 1 << 20})
    void streamThatBreaksOffBeforeItsLastUsageIsCountedByItsText(int step) {
        StringBuilder events = new StringBuilder("event: message_start\ndata: {\"type\":\"message_start\",\"message\":"
                + "{\"id\":\"m\",\"model\":\"c\",\"usage\":{\"input_tokens\":25,\"output_tokens\":1}}}\n\n"
                + "event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":0,"
                + "\"content_block\":{\"type\":\"text\",\"text\":\"\"}}\n\n");
        for (int i = 0; i < 5_000; i++) {
            events.append("event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,"
                    + "\"delta\":{\"type\":\"text_delta\",\"text\":\"word\"}}\n\n");
        }
        byte[] came = events.toString().getBytes(StandardCharsets.UTF_8);
        AnswerStream stream = new PassStream(Dialect.ANTHROPIC, tokens -> Usage.estimate(0, tokens));
        for (int at = 0; at < came.length; at += step) {
            stream.read(java.util.Arrays.copyOfRange(came, at, Math.min(came.length, at + step)));
        }

        assertThat(stream.usage().inputTokens()).isEqualTo(25);
        assertThat(stream.usage().outputTokens()).isBetween(4_900L, 5_200L);
        assertThat(stream.usage().estimated()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "full.anthropic.events",
        "full.gemini.events",
        "full.openai.events",
        "full.bedrock.events",
        "full.cohere.events"
    })
    void streamOfEveryVendorTellsUsageHoweverItIsCut(String recording) {
        byte[] recorded = Golden.bytes("stream/" + recording);
        for (int step : new int[] {1, 7, 1 << 20}) {
            AnswerStream stream = new PassStream(Dialect.OPENAI, tokens -> Usage.NONE);
            for (int at = 0; at < recorded.length; at += step) {
                byte[] piece = java.util.Arrays.copyOfRange(recorded, at, Math.min(recorded.length, at + step));
                assertThat(stream.read(piece)).isSameAs(piece);
            }
            assertThat(stream.usage()).isNotNull();
            assertThat(stream.usage().inputTokens()).as(recording).isPositive();
            assertThat(stream.usage().outputTokens()).as(recording).isPositive();
        }
    }

    @Test
    void fileHasNoUsage() {
        AnswerStream stream = new PassStream(Dialect.OPENAI, tokens -> Usage.estimate(0, tokens));
        stream.read(new byte[100_000]);
        assertThat(stream.usage()).isEqualTo(Usage.estimate(0, 25_000));
        assertThat(stream.broken("gone")).isEmpty();
    }

    /** Around each word stand two hundred bytes that are no answer. */
    @ParameterizedTest
    @ValueSource(ints = {1, 7, 1 << 20})
    void streamThatTellsNoUsageIsCountedByItsText(int step) {
        byte[] events = ("data: {\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"word\"},\"x\":\""
                        + "-".repeat(200) + "\"}]}\n\n")
                .repeat(500)
                .getBytes(StandardCharsets.UTF_8);
        AnswerStream stream = new PassStream(Dialect.OPENAI, tokens -> Usage.estimate(9, tokens));
        for (int at = 0; at < events.length; at += step) {
            byte[] piece = java.util.Arrays.copyOfRange(events, at, Math.min(events.length, at + step));
            assertThat(stream.read(piece)).isSameAs(piece);
        }

        assertThat(stream.usage()).isEqualTo(Usage.estimate(9, 501));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"choices\":[{\"message\":{\"content\":\"Hello 0\"},\"logprobs\":{\"content\":[{\"token\":\"Hello\"}]}}]} | 2",
                "{\"content\":[{\"type\":\"text\",\"text\":\"Hello 0\"}]} | 11",
                "Hello, which is no JSON | 5"
            })
    void wholeAnswerThatTellsNoUsageIsCountedByItsTextWhereThatIsFound(String answer, long tokens) {
        PassClient client = new PassClient(Dialect.OPENAI, true);
        ChatRequest request =
                ChatRequestReader.read("{\"model\":\"a/m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"
                        .getBytes(StandardCharsets.UTF_8));

        Usage usage =
                client.heard(request, answer.getBytes(StandardCharsets.UTF_8)).usage();

        assertThat(usage).isEqualTo(Usage.estimate(request.inputTokens(), tokens));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "chat/completions | {\"messages\":[],\"model\":\"gpt-4o\"} | gpt-4o",
                "v1beta/models/gemini-2.5-pro:generateContent | {} | gemini-2.5-pro",
                "model/eu.anthropic.claude-v1%3A0/converse | {} | eu.anthropic.claude-v1:0",
                "openai/deployments/mine/chat/completions | {} | mine",
                "files | {} | "
            })
    void modelIsFoundInPathOrBody(String path, String body, String model) {
        var names = NamedModels.in(path, "application/json", body.getBytes(StandardCharsets.UTF_8));
        assertThat(names).isEqualTo(model == null ? java.util.Set.of() : java.util.Set.of(model));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Model", "MAX_TOKENS"})
    void whatSaysWhichModelAndHowMuchIsSpelledExactly(String field) {
        byte[] json =
                ("{\"model\":\"small\",\"max_tokens\":1,\"" + field + "\":\"big\"}").getBytes(StandardCharsets.UTF_8);
        byte[] form = ("--b\r\nContent-Disposition: form-data; name=\"" + field + "\"\r\n\r\nbig\r\n--b--\r\n")
                .getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> NamedModels.in("chat", "application/json", json))
                .isInstanceOf(GatewayException.class)
                .hasMessageContaining("'" + field + "'");
        assertThatThrownBy(() -> NamedModels.in("chat", "multipart/form-data; boundary=b", form))
                .isInstanceOf(GatewayException.class)
                .hasMessageContaining("'" + field + "'");
    }

    @Test
    void modelThatStandsTwiceIsRefused() {
        byte[] body = "{\"model\":\"a\",\"model\":\"b\"}".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> NamedModels.in("chat", "application/json", body))
                .isInstanceOf(GatewayException.class);
    }
}
