package aigateway.web.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"a\":{},\"b\":[],\"c\":[[],{}]}",
                "{\"a \\\"b\\\"\":[1,-12,1234567890123456789012,0.5,1.0,1e-7,true,false,null,\"x\\ny\"]}",
                "[1e999,-1e999,1e-999,0.1e3,100000000000000000000.5]",
                "{\"deep\":[{\"a\":[{\"b\":{\"c\":\"là\"}},2]},3]}",
            })
    void aTreeIsWrittenAsAGeneratorDoes(String json) {
        JsonNode tree = Json.object(("{\"tree\":" + json + "}").getBytes(StandardCharsets.UTF_8))
                .get("tree");

        assertThat(new JsonBuffer(1).tree(tree).taken())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(new String(Json.bytes(tree), StandardCharsets.UTF_8));
    }

    /** Of what no reader makes, and a program may put into a tree. */
    @Test
    void whatWasNeverReadIsWrittenAsAGeneratorDoes() {
        JsonNode tree = Json.emptyObject()
                .put("bytes", new byte[] {1, 2})
                .putPOJO("object", List.of("à"))
                .set("missing", MissingNode.getInstance());

        assertThat(new JsonBuffer(1).tree(tree).taken())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{\"bytes\":\"AQI=\",\"object\":[\"à\"],\"missing\":null}");
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
