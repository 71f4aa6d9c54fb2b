package aigateway.web.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aigateway.call.GatewayException;
import aigateway.call.Usage;
import aigateway.web.call.Dialect;
import aigateway.web.golden.Golden;
import aigateway.web.openai.AnswerStream;
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
            AnswerStream stream = new PassStream(Dialect.OPENAI, bytes -> Usage.NONE);
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
        AnswerStream stream = new PassStream(Dialect.OPENAI, bytes -> Usage.estimate(0, bytes));
        stream.read(new byte[100_000]);
        assertThat(stream.usage()).isEqualTo(Usage.estimate(0, 100_000));
        assertThat(stream.broken("gone")).isEmpty();
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
