package aigateway.admin.traces;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.telemetry.Position;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TracesPageTest {

    private final TracesPage page = new TracesPage();

    @Test
    void placeInTheListIsKept() {
        String place = new Position(7, "0123456789abcdef").toString();
        page.setAfter(place);

        assertThat(page.getAfter()).isEqualTo(place);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "1:", "1:\0", "x:0123456789abcdef", "1:0123456789abcdeg", "1:0123456789abcdef0"})
    void whatIsNoPlaceStandsForTheBeginning(String text) {
        page.setAfter(Base64.getUrlEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
        assertThat(page.getAfter()).isNull();

        page.setAfter(text);
        assertThat(page.getAfter()).isNull();
    }
}
