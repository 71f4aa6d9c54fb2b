package aigateway.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aigateway.outbound.AddressPolicy;
import aigateway.outbound.BlockedAddressException;
import aigateway.outbound.BlockingClient;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeySetFetchTest {

    private final HttpServer server = server();
    private final KeySetFetch fetch = fetch(List.of("localhost", "127.0.0.1"));

    private static HttpServer server() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeySetFetch fetch(List<String> allowed) {
        KeySetFetch fetch = new KeySetFetch();
        fetch.client = new BlockingClient(new AddressPolicy(allowed));
        return fetch;
    }

    @BeforeEach
    void start() {
        String key = TestIdentity.signingKey().toPublicJWK().toJSONString();
        answer("/good", 200, "{\"keys\":[" + key + "]}");
        answer("/nonsense", 200, "<html>");
        answer("/huge", 200, "{\"keys\":[]," + " ".repeat(600 * 1024) + "\"x\":1}");
        answer("/missing", 404, "{\"keys\":[]}");
        answer("/elsewhere", 302, "");
        server.start();
    }

    private void answer(String path, int status, String body) {
        server.createContext(path, exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Location", "/good");
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private URI address(String path) {
        return URI.create("http://localhost:" + server.getAddress().getPort() + path);
    }

    @Test
    void aKeySetIsFetched() throws Exception {
        assertThat(fetch.fetch(address("/good")).getKeys()).hasSize(1);
    }

    @Test
    void whatIsNoKeySetIsAFailure() {
        for (String path : List.of("/nonsense", "/huge", "/missing", "/elsewhere")) {
            assertThatThrownBy(() -> fetch.fetch(address(path))).as(path).isInstanceOf(IOException.class);
        }
    }

    @Test
    void anAddressThatIsNotAllowedIsNotCalled() {
        KeySetFetch strict = fetch(List.of());

        assertThatThrownBy(() -> strict.fetch(address("/good"))).isInstanceOf(BlockedAddressException.class);
        assertThatThrownBy(() -> strict.fetch(URI.create("http://169.254.169.254/")))
                .isInstanceOf(BlockedAddressException.class);
    }
}
