package aigateway.web.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBufferTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "\"", "a\\b", "Voilà", "à", "plain 🐈 and \n", "\u2028</script>", "\u007f"})
    void textIsWrittenAsAGeneratorDoes(String text) {
        assertThat(written(text)).isEqualTo(Json.bytes(Json.tree(text)));
    }

    @Test
    void everyCharacterIsEscapedAsAGeneratorDoes() {
        for (char c = 0; c < Character.MAX_VALUE; c++) {
            assertThat(written("x" + c)).isEqualTo(Json.bytes(Json.tree("x" + c)));
        }
    }

    @Test
    void whatIsTakenIsNotThereAgain() {
        JsonBuffer buffer = new JsonBuffer(1);

        byte[] first = buffer.raw("{\"a\":")
                .number(7)
                .raw(",\"b\":")
                .number(-12_345_678_901L)
                .taken();

        assertThat(new String(first, StandardCharsets.UTF_8)).isEqualTo("{\"a\":7,\"b\":-12345678901");
        assertThat(buffer.number(10).taken()).isEqualTo(new byte[] {'1', '0'});
    }

    private static byte[] written(String text) {
        return new JsonBuffer(1).text(text).taken();
    }
}
