package aigateway.web.provider.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aigateway.outbound.AddressPolicy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.reactor.IOEventHandler;
import org.apache.hc.core5.reactor.IOSession;
import org.apache.hc.core5.reactor.ssl.SSLBufferMode;
import org.apache.hc.core5.reactor.ssl.SSLIOSession;
import org.apache.hc.core5.reactor.ssl.SSLMode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a server that gives one answer on each connection: a stream that goes on until nobody listens, or a whole one. */
@Timeout(60)
class ContainedFaultsTest {

    private static final Error MEMORY = new OutOfMemoryError("for a test");

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final UpstreamClient client = new UpstreamClient();
    private LocalTls tls;
    private ServerSocket server;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        tls = LocalTls.in(directory);
        client.connections = new UpstreamConnections(
                new AddressPolicy(List.of("127.0.0.1", "localhost")), Runnable::run, tls.trust());
        client.connections.start();
    }

    @AfterEach
    void stop() throws IOException {
        client.connections.stop();
        if (server != null) {
            server.close();
        }
        threads.shutdownNow();
    }

    private void listen(boolean encrypted) throws Exception {
        server = encrypted ? tls.listening() : new ServerSocket(0, 100, InetAddress.getByName("localhost"));
        var unused = threads.submit(() -> {
            while (true) {
                Socket connection = server.accept();
                threads.submit(() -> answer(connection));
            }
        });
    }

    private static Void answer(Socket connection) throws Exception {
        try (connection) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII));
            boolean stream = in.readLine().contains("/stream");
            while (!in.readLine().isEmpty()) {
                // The rest of the head; there is no body.
            }
            OutputStream out = connection.getOutputStream();
            if (!stream) {
                out.write("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}"
                        .getBytes(StandardCharsets.US_ASCII));
                return null;
            }
            out.write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            while (true) {
                out.write("data: {}\n\n".getBytes(StandardCharsets.US_ASCII));
                out.flush();
                TimeUnit.MILLISECONDS.sleep(20);
            }
        }
    }

    private UpstreamResponse get(boolean encrypted, String path) throws Exception {
        URI address = URI.create((encrypted ? "https" : "http") + "://localhost:" + server.getLocalPort() + path);
        return client.send(new UpstreamRequest(address, Map.of(), new byte[0], true))
                .get(10, TimeUnit.SECONDS);
    }

    private UpstreamStream stream(boolean encrypted) throws Exception {
        return ((UpstreamResponse.Streaming) get(encrypted, "/stream")).stream();
    }

    /** Every thread of the client's has its turn. */
    private void assertOthersAreAnswered(boolean encrypted) throws Exception {
        for (int i = 0; i < 2 * Math.max(2, Runtime.getRuntime().availableProcessors()); i++) {
            assertThat(get(encrypted, "/whole").status()).isEqualTo(200);
        }
    }

    private record Sink(Runnable whenBytesCome, Consumer<Throwable> whenItFails) implements UpstreamStream.Sink {

        @Override
        public void bytes(byte[] bytes) {
            if (UpstreamThread.isCurrent()) {
                whenBytesCome.run();
            }
        }

        @Override
        public void end() {}

        @Override
        public void failed(Throwable cause) {
            whenItFails.accept(cause);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void errorOfOneExchangeEndsThatOneOnly(boolean encrypted) throws Exception {
        listen(encrypted);
        CompletableFuture<Throwable> told = new CompletableFuture<>();
        stream(encrypted)
                .flowTo(new Sink(
                        () -> {
                            throw new OutOfMemoryError("for a test");
                        },
                        told::complete));

        assertThat(told.get(10, TimeUnit.SECONDS)).hasRootCauseInstanceOf(OutOfMemoryError.class);
        assertOthersAreAnswered(encrypted);
    }

    @Test
    void whatIsThrownWhenAConnectionIsClosedEndsNothingElse() throws Exception {
        listen(false);
        CompletableFuture<Throwable> told = new CompletableFuture<>();
        UpstreamStream stream = stream(false);
        stream.flowTo(new Sink(() -> {}, cause -> {
            told.complete(cause);
            throw new IllegalStateException("for a test");
        }));

        stream.cancel();

        assertThat(told.get(10, TimeUnit.SECONDS)).isNotNull();
        assertOthersAreAnswered(false);
    }

    @Test
    void eventsThrowNothingWorseThanAnException() {
        IOEventHandler events = ContainedFaults.in((IOEventHandler) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {IOEventHandler.class}, (proxy, method, arguments) -> {
                    throw MEMORY;
                }));
        IOSession connection = connection(new ArrayList<>());

        assertThatThrownBy(() -> events.connected(connection))
                .isInstanceOf(IOException.class)
                .hasCause(MEMORY);
        assertThatThrownBy(() -> events.inputReady(connection, null))
                .isInstanceOf(IOException.class)
                .hasCause(MEMORY);
        assertThatThrownBy(() -> events.outputReady(connection))
                .isInstanceOf(IOException.class)
                .hasCause(MEMORY);
        assertThatThrownBy(() -> events.timeout(connection, null))
                .isInstanceOf(IOException.class)
                .hasCause(MEMORY);
        assertThatCode(() -> events.exception(connection, new IOException())).doesNotThrowAnyException();
        assertThatCode(() -> events.disconnected(connection)).doesNotThrowAnyException();
    }

    @Test
    void encryptionsOwnFaultsAreContained() {
        AtomicBoolean full = new AtomicBoolean();
        IOSession inner = (IOSession) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {IOSession.class}, (proxy, method, arguments) -> {
                    if (full.get()) {
                        throw MEMORY;
                    }
                    return method.getReturnType() == int.class ? 0 : null;
                });
        IOSession encrypted = DirectSession.of(new SSLIOSession(
                null, inner, SSLMode.CLIENT, tls.trust(), SSLBufferMode.STATIC, null, null, null, null, null));
        full.set(true);

        assertThatThrownBy(() -> encrypted.getHandler().connected(encrypted))
                .isInstanceOf(IOException.class)
                .hasCause(MEMORY);
    }

    @Test
    void whoeverWaitsForAConnectionIsToldThatItCannotBeUsed() {
        List<String> closed = new ArrayList<>();
        List<Exception> told = new ArrayList<>();
        FutureCallback<IOSession> waiting = ContainedFaults.in(new FutureCallback<>() {
            @Override
            public void completed(IOSession connection) {
                throw MEMORY;
            }

            @Override
            public void failed(Exception cause) {
                told.add(cause);
                throw new IllegalStateException("for a test");
            }

            @Override
            public void cancelled() {
                throw MEMORY;
            }
        });

        waiting.completed(connection(closed));
        waiting.cancelled();

        assertThat(closed).containsExactly("close");
        assertThat(told).singleElement().satisfies(cause -> assertThat(cause).hasCause(MEMORY));
    }

    private IOSession connection(List<String> called) {
        return (IOSession) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {IOSession.class}, (proxy, method, arguments) -> {
                    called.add(method.getName());
                    return null;
                });
    }
}
