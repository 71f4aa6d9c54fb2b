package aigateway.admin.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationTest {

    @Test
    void pageInsideTheConsoleIsKept() {
        assertThat(Destination.of("/traces?model=openai-main%2Fgpt-4o"))
                .isEqualTo("/traces?model=openai-main%2Fgpt-4o");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//evil.example",
                "/\\evil.example",
                "https://evil.example",
                "javascript:alert(1)",
                "/traces\r\nSet-Cookie: a=b",
                "traces",
                "/sign-in?to=/sign-in",
                ""
            })
    void everythingElseLeadsToTheOverview(String to) {
        assertThat(Destination.of(to)).isEqualTo("/");
    }

    @Test
    void nothingLeadsToTheOverview() {
        assertThat(Destination.of(null)).isEqualTo("/");
    }
}
