package aigateway.web.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsTokenTest {

    private final MetricsToken token = new MetricsToken("canary-scrape");

    @Test
    void withoutATokenEverybodyMayRead() {
        assertThat(MetricsToken.NONE.opensTo(Map.<String, List<String>>of()::get))
                .isTrue();
    }

    @Test
    void whoShowsTheTokenMayRead() {
        assertThat(token.opensTo(Map.of("Authorization", List.of("Bearer canary-scrape"))::get))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Bearer canary", "Bearer canary-scrape2", "Bearer ", "Basic canary-scrape", "canary-scrape", ""})
    void whoShowsAnythingElseMayNot(String value) {
        assertThat(token.opensTo(Map.of("Authorization", List.of(value))::get)).isFalse();
    }

    @Test
    void nobodyReadsWithoutOneOrWithTwo() {
        assertThat(token.opensTo(Map.<String, List<String>>of()::get)).isFalse();
        assertThat(token.opensTo(Map.of("Authorization", List.of("Bearer canary-scrape", "Bearer x"))::get))
                .isFalse();
    }
}
