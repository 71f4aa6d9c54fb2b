package aigateway.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BlockingClientTest {

    private final BlockingClient client = new BlockingClient(new AddressPolicy(List.of("127.0.0.1")));
    private HttpServer server;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/small", exchange -> {
            exchange.sendResponseHeaders(200, 3);
            exchange.getResponseBody().write(new byte[] {1, 2, 3});
            exchange.close();
        });
        server.createContext("/endless", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            while (true) {
                exchange.getResponseBody().write(new byte[8192]);
            }
        });
        server.createContext("/missing", exchange -> {
            exchange.sendResponseHeaders(404, 0);
            while (true) {
                exchange.getResponseBody().write(new byte[8192]);
            }
        });
        server.createContext("/slow", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            while (true) {
                exchange.getResponseBody().write(1);
                exchange.getResponseBody().flush();
                LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            }
        });
        server.start();
    }

    @AfterEach
    void close() {
        client.close();
        server.stop(0);
    }

    @Test
    void aSmallDocumentIsFetched() throws IOException {
        assertThat(client.get(address("/small"), 3)).containsExactly(1, 2, 3);
    }

    @Test
    void aDocumentThatIsTooLongIsRefused() {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> client.get(address("/small"), 2))
                .withMessage("answered more than 2 bytes");
    }

    @Test
    void oneWithoutAnEndIsNotReadToIt() {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> client.get(address("/endless"), 1000))
                .withMessage("answered more than 1000 bytes");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> client.get(address("/missing"), 1000))
                .withMessage("answered 404");
    }

    @Test
    void oneThatComesByteByByteIsNotWaitedFor() {
        BlockingClient hasty = new BlockingClient(new AddressPolicy(List.of("127.0.0.1")), Duration.ofSeconds(1));
        try {
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> hasty.get(address("/slow"), 1_000_000))
                    .withMessage("no answer within 1 s");
        } finally {
            hasty.close();
        }
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }
}
