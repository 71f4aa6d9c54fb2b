package aigateway.web.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class OutputBoundTest {

    private static final OutputBound NONE = new OutputBound(null, null, null);

    @Test
    void whatNobodyBoundsIsAGuess() {
        assertThat(NONE.isSet()).isFalse();
        assertThat(NONE.tokens()).isEqualTo(4096);
        assertThat(new OutputBound(null, null, 3L).tokens()).isEqualTo(3 * 4096);
    }

    @Test
    void ofTwoBoundsTheLargerCounts() {
        assertThat(new OutputBound(5000L, 7L, null).tokens()).isEqualTo(5000);
        assertThat(new OutputBound(5L, 700L, 2L).tokens()).isEqualTo(1400);
    }

    @Test
    void aTargetHasTheLastWordOnWhatItSets() {
        OutputBound asked = new OutputBound(5L, null, null);

        assertThat(asked.at(Map.of(), Map.of("max_tokens", 100_000)).tokens()).isEqualTo(100_000);
        assertThat(asked.at(Map.of(), Map.of("n", 10)).tokens()).isEqualTo(50);
        assertThat(new OutputBound(5000L, null, null)
                        .at(Map.of(), Map.of("max_tokens", 10))
                        .tokens())
                .isEqualTo(10);
        assertThat(asked.at(Map.of(), Map.of("max_tokens", -1)).isSet())
                .as("bounds nothing")
                .isFalse();
    }

    @Test
    void aModelsDefaultIsForThoseWhoDoNotSay() {
        Map<String, Object> defaults = Map.of("max_tokens", 9000, "n", 2);

        assertThat(NONE.at(defaults, Map.of()).tokens()).isEqualTo(18_000);
        assertThat(new OutputBound(5L, null, 1L).at(defaults, Map.of()).tokens())
                .isEqualTo(5);
    }

    @Test
    void whateverTheNumbersNothingOverflows() {
        assertThat(new OutputBound(Long.MAX_VALUE, null, Long.MAX_VALUE).tokens())
                .isEqualTo(1L << 40);
        assertThat(NONE.at(Map.of(), Map.of("max_tokens", 1e300, "n", 1e300)).tokens())
                .isEqualTo(1L << 40);
    }
}
