package aigateway.web.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aigateway.call.GatewayException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestMetadataTest {

    private static Map<String, String> parse(String... headers) {
        return RequestMetadata.parse(Collections.enumeration(List.of(headers)));
    }

    @Test
    void labelsAreTexts() {
        assertThat(parse("{\"env\":\"prod\",\"team\":\"\"}"))
                .containsExactlyInAnyOrderEntriesOf(Map.of("env", "prod", "team", ""));
        assertThat(parse()).isEmpty();
        assertThat(parse(" ")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]|must be a JSON object",
                "{|is not valid JSON",
                "{} {}|has text after its JSON object",
                "{\"a\":1}|'a' is none",
                "{\"a\":\"1\",\"b\":\"2\",\"a\":\"3\"}|names 'a' twice",
            })
    void whatIsWrongIsSaid(String header, String said) {
        assertThatThrownBy(() -> parse(header))
                .isInstanceOf(GatewayException.class)
                .hasMessageContaining(RequestMetadata.HEADER)
                .hasMessageContaining(said);
    }

    @Test
    void twoHeadersAreNotOne() {
        assertThatThrownBy(() -> parse("{\"env\":\"prod\"}", "{\"env\":\"test\"}"))
                .isInstanceOf(GatewayException.class)
                .hasMessageContaining("twice");
    }

    @Test
    void labelsAreBoundedInLengthAndNumber() {
        String many = IntStream.range(0, 65).mapToObj(i -> "\"" + i + "\":\"\"").collect(Collectors.joining(","));

        assertThat(parse("{\"" + "k".repeat(128) + "\":\"" + "v".repeat(128) + "\"}"))
                .hasSize(1);
        assertThatThrownBy(() -> parse("{\"" + "k".repeat(129) + "\":\"\"}"))
                .isInstanceOf(GatewayException.class)
                .hasMessageContaining("labels of at most 128");
        assertThatThrownBy(() -> parse("{\"k\":\"" + "v".repeat(129) + "\"}"))
                .isInstanceOf(GatewayException.class)
                .hasMessageContaining("texts of at most 128");
        assertThatThrownBy(() -> parse("{" + many + "}"))
                .isInstanceOf(GatewayException.class)
                .hasMessageContaining("at most 64 labels");
    }
}
