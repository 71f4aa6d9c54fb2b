package aigateway.web;

import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aigateway.call.GatewayException;
import jakarta.ws.rs.core.MultivaluedHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestHeadTest {

    private final MultivaluedHashMap<String, String> headers = new MultivaluedHashMap<>();

    @Test
    void aLengthAndChunksTogetherAreRefused() {
        headers.add("Content-Length", "5");
        assertThatNoException().isThrownBy(() -> RequestHead.check(headers));

        headers.add("Transfer-Encoding", "chunked");

        assertThatThrownBy(() -> RequestHead.check(headers))
                .isInstanceOf(GatewayException.class)
                .hasMessageContaining("Transfer-Encoding");
    }

    @Test
    void aLongHeaderIsNamed() {
        headers.add("X-Long", "x".repeat(RequestHead.LONGEST_VALUE));
        assertThatNoException().isThrownBy(() -> RequestHead.check(headers));

        headers.add("X-Long", "x".repeat(RequestHead.LONGEST_VALUE + 1));

        assertThatThrownBy(() -> RequestHead.check(headers))
                .isInstanceOf(GatewayException.class)
                .hasMessageContaining("X-Long");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\0b", "a\u007f", "\u00fc", "a\rb"})
    void aHeaderThatServersReadInDifferentWaysIsNamed(String value) {
        headers.add("X-Odd", "~ printable\t!");
        assertThatNoException().isThrownBy(() -> RequestHead.check(headers));

        headers.add("X-Odd", value);

        assertThatThrownBy(() -> RequestHead.check(headers))
                .isInstanceOf(GatewayException.class)
                .hasMessageContaining("X-Odd");
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Odd ", "X\tOdd", "X-\u00fc"})
    void aHeadersNameIsPrintable(String name) {
        headers.add(name, "a");

        assertThatThrownBy(() -> RequestHead.check(headers))
                .isInstanceOf(GatewayException.class)
                .hasMessageContaining("name of a header");
    }

    @Test
    void anAddressWithANulIsRefused() {
        assertThatNoException().isThrownBy(() -> RequestHead.checkPath("api/svc/v1/teams/a%2500"));

        assertThatThrownBy(() -> RequestHead.checkPath("api/svc/v1/teams/a%00"))
                .isInstanceOf(GatewayException.class)
                .hasMessageContaining("U+0000");
    }

    @Test
    void aLongKeyIsForTheFilterThatKnowsKeys() {
        headers.add("Authorization", "Bearer " + "x".repeat(64 * 1024));
        headers.add("X-API-Key", "x".repeat(64 * 1024));

        assertThatNoException().isThrownBy(() -> RequestHead.check(headers));
    }
}
