package aigateway.web.provider.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aigateway.outbound.AddressPolicy;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.CertPathBuilderException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.hc.client5.http.nio.AsyncConnectionEndpoint;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.http.nio.AsyncRequestProducer;
import org.apache.hc.core5.http.nio.RequestChannel;
import org.apache.hc.core5.http.nio.entity.BasicAsyncEntityProducer;
import org.apache.hc.core5.http.nio.entity.DiscardingEntityConsumer;
import org.apache.hc.core5.http.nio.support.BasicClientExchangeHandler;
import org.apache.hc.core5.http.nio.support.BasicRequestProducer;
import org.apache.hc.core5.http.nio.support.BasicResponseConsumer;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Against a server that gives every body back. */
@Timeout(120)
class DirectSessionTest {

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final UpstreamClient client = new UpstreamClient();
    private ServerSocket server;

    @BeforeEach
    void start() throws IOException {
        server = serve(new ServerSocket(0, 100, InetAddress.getLoopbackAddress()));
        client.addresses = new AddressPolicy(List.of("127.0.0.1", "localhost"));
        client.start(Executors.newCachedThreadPool());
    }

    private ServerSocket serve(ServerSocket listening) {
        var unused = threads.submit(() -> {
            while (true) {
                Socket connection = listening.accept();
                threads.submit(() -> serve(connection));
            }
        });
        return listening;
    }

    @AfterEach
    void stop() throws IOException {
        client.stop();
        server.close();
        threads.shutdownNow();
    }

    private static Void serve(Socket connection) throws IOException {
        connection.setTcpNoDelay(true);
        InputStream in = new BufferedInputStream(connection.getInputStream());
        while (true) {
            int length = 0;
            for (String line = line(in); !line.isEmpty(); line = line(in)) {
                if (line.startsWith("content-length:")) {
                    length = Integer.parseInt(line.substring(15).strip());
                }
            }
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            answer.writeBytes(
                    ("HTTP/1.1 200 OK\r\nContent-Length: " + length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            answer.writeBytes(in.readNBytes(length));
            answer.writeTo(connection.getOutputStream());
        }
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException();
            }
            line.append((char) next);
        }
        return line.toString().strip().toLowerCase(Locale.ROOT);
    }

    private URI address() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/v1");
    }

    private UpstreamRequest request(byte[] body) {
        return new UpstreamRequest(address(), Map.of(), body, true);
    }

    /** Remembers who writes it. */
    private final class WatchedRequest extends BasicRequestProducer {

        private final List<Thread> writing;

        WatchedRequest(List<Thread> writing) {
            super(new BasicHttpRequest(Method.POST, address()), new BasicAsyncEntityProducer("{}"));
            this.writing = writing;
        }

        @Override
        public void sendRequest(RequestChannel channel, HttpContext context) throws HttpException, IOException {
            writing.add(Thread.currentThread());
            super.sendRequest(channel, context);
        }
    }

    /** What fails shows by a wait that ends. */
    private interface Told<T> extends FutureCallback<T> {

        Consumer<T> told();

        @Override
        default void completed(T result) {
            told().accept(result);
        }

        @Override
        default void failed(Exception cause) {
            cause.printStackTrace();
        }

        @Override
        default void cancelled() {}
    }

    private record Completed<T>(Consumer<T> told) implements Told<T> {}

    private record Leased(Consumer<AsyncConnectionEndpoint> told)
            implements Told<AsyncConnectionEndpoint>, UpstreamConnections.Asking {

        @Override
        public boolean isOver() {
            return false;
        }
    }

    @Test
    void tlsIsSpokenToWhomWeTrustAndToNobodyElse(@TempDir Path directory) throws Exception {
        LocalTls tls = LocalTls.in(directory);
        UpstreamClient trusting = new UpstreamClient();
        trusting.connections = new UpstreamConnections(client.addresses, Runnable::run, tls.trust());
        trusting.connections.start();
        try (ServerSocket secure = serve(tls.listening())) {
            URI address = URI.create("https://localhost:" + secure.getLocalPort() + "/v1");
            byte[] large = new byte[3_000_000];
            for (int i = 0; i < 20; i++) {
                byte[] body = i % 5 == 4 ? large : ("request " + i).getBytes(StandardCharsets.US_ASCII);
                assertThat(answer(trusting.send(new UpstreamRequest(address, Map.of(), body, true))))
                        .isEqualTo(body);
            }
            assertThatThrownBy(() -> answer(client.send(new UpstreamRequest(address, Map.of(), large, true))))
                    .hasRootCauseInstanceOf(CertPathBuilderException.class);
        } finally {
            trusting.connections.stop();
        }
    }

    private byte[] answer(byte[] body) throws Exception {
        return answer(client.send(request(body)));
    }

    private static byte[] answer(CompletableFuture<UpstreamResponse> sent) throws Exception {
        return ((UpstreamResponse.Whole) sent.get(20, TimeUnit.SECONDS)).body();
    }

    @Test
    void requestIsWrittenByWhoeverAsksOnceThereIsAConnection() throws Exception {
        UpstreamConnections connections = new UpstreamConnections(client.addresses, Runnable::run);
        connections.start();
        try {
            List<Thread> writing = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                CompletableFuture<HttpResponse> answer = new CompletableFuture<>();
                connections.lease(HttpHost.create(address()), new Leased(leased -> {
                    AsyncRequestProducer request = new WatchedRequest(writing);
                    leased.execute(
                            "watched",
                            new BasicClientExchangeHandler<>(
                                    request,
                                    new BasicResponseConsumer<>(new DiscardingEntityConsumer<>()),
                                    new Completed<>(message -> {
                                        connections.giveBack(leased);
                                        answer.complete(message.getHead());
                                    })),
                            HttpCoreContext.create());
                }));
                assertThat(answer.get(20, TimeUnit.SECONDS).getCode()).isEqualTo(200);
                awaitSelecting(writing.get(0));
            }
            assertThat(writing.get(0)).as("with its connection").isNotSameAs(Thread.currentThread());
            assertThat(writing.subList(1, 3)).containsOnly(Thread.currentThread());
        } finally {
            connections.stop();
        }
    }

    /** A connection is given back a moment before its last event is over: until its thread waits for the next one. */
    private static void awaitSelecting(Thread thread) throws InterruptedException {
        for (long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20); System.nanoTime() < end; ) {
            if (Stream.of(thread.getStackTrace())
                    .anyMatch(frame -> frame.getMethodName().equals("select"))) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
        throw new AssertionError("The thread of the connection does not come to rest");
    }

    @Test
    void bodyThatTheConnectionDoesNotTakeAtOnceArrivesWhole() throws Exception {
        byte[] large = "0123456789".repeat(800_000).getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < 5; i++) {
            assertThat(answer(large)).isEqualTo(large);
        }
    }

    @Test
    void everyoneOfManyIsAnsweredWithItsOwn() throws Exception {
        List<Future<?>> askers = new ArrayList<>();
        for (int asker = 0; asker < 16; asker++) {
            String name = "asker " + asker + ", request ";
            askers.add(threads.submit(() -> {
                for (int i = 0; i < 1_500; i++) {
                    byte[] body = (name + i).getBytes(StandardCharsets.US_ASCII);
                    assertThat(answer(body)).asString(StandardCharsets.US_ASCII).isEqualTo(name + i);
                }
                return null;
            }));
        }
        for (Future<?> asker : askers) {
            asker.get(100, TimeUnit.SECONDS);
        }
    }

    /** Each answer's thread asks again while its connection is still in its last event. */
    @Test
    void whoeverAsksFromAnAnswerIsAnswered() throws Exception {
        CompletableFuture<UpstreamResponse> last = client.send(request(new byte[10]));
        for (int i = 0; i < 2_000; i++) {
            last = last.thenCompose(answer -> client.send(request(((UpstreamResponse.Whole) answer).body())));
        }
        assertThat(((UpstreamResponse.Whole) last.get(60, TimeUnit.SECONDS)).body())
                .hasSize(10);
    }
}
