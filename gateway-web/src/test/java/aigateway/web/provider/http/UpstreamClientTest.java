package aigateway.web.provider.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aigateway.outbound.AddressPolicy;
import aigateway.web.provider.http.UpstreamResponse.Streaming;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of connections, against a server that is written byte by byte. */
@Timeout(60)
class UpstreamClientTest {

    private static final String WHOLE = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";
    private static final String STREAM = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: {}\n\n";

    private final BlockingQueue<Socket> connections = new LinkedBlockingQueue<>();
    private final UpstreamClient client = new UpstreamClient();
    private ServerSocket server;

    @BeforeEach
    void start() throws IOException {
        server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        Thread accepting = new Thread(this::accept);
        accepting.setDaemon(true);
        accepting.start();
        client.addresses = new AddressPolicy(List.of("127.0.0.1"));
        client.start(Executors.newCachedThreadPool());
    }

    @AfterEach
    void stop() throws IOException {
        client.stop();
        server.close();
    }

    private void accept() {
        try {
            while (true) {
                connections.add(server.accept());
            }
        } catch (SocketException closed) {
            // The test is over.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Socket connection() throws InterruptedException {
        Socket came = connections.poll(20, TimeUnit.SECONDS);
        assertThat(came).as("a connection").isNotNull();
        return came;
    }

    private CompletableFuture<UpstreamResponse> send(int bytes) {
        URI address = URI.create("http://127.0.0.1:" + server.getLocalPort() + "/v1");
        return client.send(new UpstreamRequest(address, Map.of(), new byte[bytes], true));
    }

    private static void readRequest(Socket connection, int bytes) throws IOException {
        InputStream in = connection.getInputStream();
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("closed");
            }
            head.write(next);
        }
        assertThat(in.readNBytes(bytes)).hasSize(bytes);
    }

    private static void say(Socket connection, String text) throws IOException {
        connection.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        connection.getOutputStream().flush();
    }

    private static void assertClosed(Socket connection) throws IOException {
        connection.setSoTimeout(5_000);
        assertThat(connection.getInputStream().read()).as("its end").isNegative();
    }

    @Test
    void silentUpstreamIsLeftByWhoeverGivesUp() throws Exception {
        CompletableFuture<UpstreamResponse> answer = send(10);
        Socket connection = connection();
        readRequest(connection, 10);

        answer.cancel(true);

        assertClosed(connection);
    }

    @Test
    void nothingIsSentForWhoeverGaveUpBeforeThereWasAConnection() throws Exception {
        URI address = URI.create("http://127.0.0.1:" + server.getLocalPort() + "/v1");
        UpstreamExchange early = new UpstreamExchange(
                new UpstreamRequest(address, Map.of(), new byte[99], true), client.connections, ended -> {});
        early.lease().giveUp();
        early.lease().ask();
        Socket connection = connection();
        connection.setSoTimeout(1_000);
        assertThatThrownBy(() -> connection.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);

        CompletableFuture<UpstreamResponse> answer = send(10);
        connection.setSoTimeout(10_000);
        readRequest(connection, 10);
        say(connection, WHOLE);

        assertThat(answer.get(20, TimeUnit.SECONDS).status()).isEqualTo(200);
        assertThat(connections).isEmpty();
    }

    @Test
    void whoeverWaitsForCredentialsHearsThatNothingCouldBeSignedWithThem() {
        Error memory = new OutOfMemoryError("for a test");
        CompletableFuture<String> credentials = new CompletableFuture<>();

        CompletableFuture<UpstreamResponse> answer = client.sendWith(credentials, any -> {
            throw memory;
        });
        credentials.complete("key");

        assertThat(answer)
                .failsWithin(Duration.ofSeconds(5))
                .withThrowableThat()
                .havingRootCause()
                .isSameAs(memory);
    }

    /** Those who would notice that the connection is closed are held up, so that the request is the first to find out. */
    @Test
    void requestThatFindsItsConnectionClosedIsSentOnAnother() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        Set<Thread> held = ConcurrentHashMap.newKeySet();
        CompletableFuture<UpstreamResponse> first = send(10);
        Socket unused = connection();
        readRequest(unused, 10);
        try {
            int threads = Math.max(2, Runtime.getRuntime().availableProcessors());
            List<Socket> holding = new ArrayList<>();
            for (int i = 0; i < 4 * threads; i++) {
                var unwatched = send(10).thenAccept(answer -> {
                    held.add(Thread.currentThread());
                    awaitUninterruptibly(goOn);
                });
                Socket connection = connection();
                readRequest(connection, 10);
                holding.add(connection);
            }
            say(unused, WHOLE);
            assertThat(first.get(20, TimeUnit.SECONDS).status()).isEqualTo(200);
            for (Socket connection : holding) {
                say(connection, "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}");
            }
            for (long until = System.nanoTime() + 20_000_000_000L; held.size() < threads; Thread.sleep(10)) {
                assertThat(System.nanoTime() - until).as("time to hold them up").isNegative();
            }
            unused.close();

            CompletableFuture<UpstreamResponse> answer = send(10);
            goOn.countDown();

            Socket another = connection();
            readRequest(another, 10);
            say(another, WHOLE);
            assertThat(answer.get(20, TimeUnit.SECONDS).status()).isEqualTo(200);
            assertThat(connections).as("those of another attempt").isEmpty();
        } finally {
            goOn.countDown();
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void streamIsLeftInItsMiddle() throws Exception {
        CompletableFuture<UpstreamResponse> answer = send(10);
        Socket connection = connection();
        readRequest(connection, 10);
        say(connection, STREAM);

        ((Streaming) answer.get(20, TimeUnit.SECONDS)).stream().cancel();

        assertClosed(connection);
    }

    @Test
    void allStreamsAreBrokenOffWhateverOneOfThemMakesOfIt() throws Exception {
        BlockingQueue<Throwable> told = new LinkedBlockingQueue<>();
        for (int i = 0; i < 3; i++) {
            CompletableFuture<UpstreamResponse> answer = send(10);
            Socket connection = connection();
            readRequest(connection, 10);
            say(connection, STREAM);
            ((Streaming) answer.get(20, TimeUnit.SECONDS)).stream().flowTo(new UpstreamStream.Sink() {
                @Override
                public void bytes(byte[] bytes) {}

                @Override
                public void end() {}

                @Override
                public void failed(Throwable cause) {
                    told.add(cause);
                    throw new IllegalStateException("for a test");
                }
            });
        }

        client.breakOff();

        for (int i = 0; i < 3; i++) {
            assertThat(told.poll(20, TimeUnit.SECONDS)).as("told").isNotNull();
        }
        assertThat(told).isEmpty();
    }

    @Test
    void connectionServesOneRequestAfterTheOther() throws Exception {
        Socket connection = null;
        for (int i = 0; i < 20; i++) {
            CompletableFuture<UpstreamResponse> answer = send(10);
            connection = connection == null ? connection() : connection;
            readRequest(connection, 10);
            say(connection, WHOLE);
            assertThat(answer.get(20, TimeUnit.SECONDS).status()).isEqualTo(200);
        }
        assertThat(connections).isEmpty();
    }

    @Test
    void connectionThatTheUpstreamEndsServesNobodyElse() throws Exception {
        for (String head : List.of("HTTP/1.1 200 OK\r\nConnection: close\r\n", "HTTP/1.0 200 OK\r\n")) {
            for (int i = 0; i < 50; i++) {
                CompletableFuture<UpstreamResponse> answer = send(10);
                Socket connection = connection();
                readRequest(connection, 10);
                say(connection, head + "Content-Length: 2\r\n\r\n{}");
                assertThat(answer.get(20, TimeUnit.SECONDS).status()).isEqualTo(200);
            }
        }
    }

    @Test
    void answerBeforeTheRequestWasSentEndsItsConnection() throws Exception {
        CompletableFuture<UpstreamResponse> answer = send(50 << 20);
        Socket unread = connection();
        readRequest(unread, 10);
        say(unread, WHOLE);
        assertThat(answer.get(20, TimeUnit.SECONDS).status()).isEqualTo(200);

        CompletableFuture<UpstreamResponse> next = send(10);
        Socket another = connection();
        readRequest(another, 10);
        say(another, WHOLE);

        assertThat(next.get(20, TimeUnit.SECONDS).status()).isEqualTo(200);
    }
}
