package aigateway.web;

import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aigateway.call.GatewayException;
import jakarta.ws.rs.core.MultivaluedHashMap;
import org.junit.jupiter.api.Test;

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

    @Test
    void aLongKeyIsForTheFilterThatKnowsKeys() {
        headers.add("Authorization", "Bearer " + "x".repeat(64 * 1024));
        headers.add("X-API-Key", "x".repeat(64 * 1024));

        assertThatNoException().isThrownBy(() -> RequestHead.check(headers));
    }
}
