package aigateway.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.filterchain.FilterChainBuilder;
import org.glassfish.grizzly.filterchain.TransportFilter;
import org.glassfish.grizzly.http.HttpServerFilter;
import org.glassfish.grizzly.nio.transport.TCPNIOTransport;
import org.glassfish.grizzly.nio.transport.TCPNIOTransportBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClosedListenerTest {

    private final TCPNIOTransport server = TCPNIOTransportBuilder.newInstance().build();

    @AfterEach
    void stop() throws IOException {
        server.shutdownNow();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /v1/models HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "POST /v1/models HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{}",
                "GET /v1/models HTTP/1.1\r\nHost: localhost\r\n\r\nGET /v1/models HTTP/1.1\r\nHost: localhost\r\n\r\n"
            })
    void whateverComesIsRefusedOnceAndItsConnectionEnds(String requests) throws IOException {
        server.setProcessor(FilterChainBuilder.stateless()
                .add(new TransportFilter())
                .add(new HttpServerFilter())
                .add(new ClosedListener(path -> ("{\"refused\":\"" + path + "\"}").getBytes(StandardCharsets.UTF_8)))
                .build());
        Connection<?> listening = server.bind("localhost", 0);
        server.start();

        String said;
        try (Socket client = new Socket("localhost", ((InetSocketAddress) listening.getLocalAddress()).getPort())) {
            client.setSoTimeout(5_000);
            client.getOutputStream().write(requests.getBytes(StandardCharsets.ISO_8859_1));
            said = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }

        assertThat(said)
                .startsWith("HTTP/1.1 503 ")
                .contains("Connection: close\r\n", "Retry-After: 1\r\n", "Content-Type: application/json")
                .endsWith("\r\n\r\n{\"refused\":\"/v1/models\"}")
                .containsOnlyOnce("HTTP/1.1");
    }
}
