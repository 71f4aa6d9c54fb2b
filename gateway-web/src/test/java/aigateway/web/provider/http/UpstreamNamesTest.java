package aigateway.web.provider.http;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.outbound.AddressPolicy;
import aigateway.outbound.BlockedAddressException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Upstreams that are called by a name, against a server that answers everything. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class UpstreamNamesTest {

    private static final Duration SOON = Duration.ofSeconds(5);

    private final CountDownLatch found = new CountDownLatch(1);
    private final AtomicInteger connections = new AtomicInteger();
    private final ExecutorService serving = Executors.newCachedThreadPool();
    private final ThreadPoolExecutor threads = (ThreadPoolExecutor) Executors.newCachedThreadPool();
    private final UpstreamClient client = new UpstreamClient();
    private ServerSocket server;

    @BeforeEach
    void start() throws IOException {
        server = listen();
        client.addresses = new SlowNames(server.getLocalPort());
        client.start(threads);
    }

    @AfterEach
    void stop() throws IOException {
        found.countDown();
        client.stop();
        server.close();
        serving.shutdownNow();
    }

    /** Allows this machine at one port only, and is long in finding the name {@code slow.test}, which means it as well. */
    private final class SlowNames extends AddressPolicy {

        SlowNames(int port) {
            super(List.of("127.0.0.1:" + port, "[::1]:" + port));
        }

        @Override
        public InetAddress[] resolve(String host, int port) throws UnknownHostException {
            if (!host.equals("slow.test")) {
                return super.resolve(host, port);
            }
            try {
                found.await();
            } catch (InterruptedException e) {
                throw new UnknownHostException(host);
            }
            return super.resolve("localhost", port);
        }
    }

    private ServerSocket listen() throws IOException {
        ServerSocket listening = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        var unused = serving.submit(() -> {
            while (true) {
                Socket connection = listening.accept();
                connections.incrementAndGet();
                serving.submit(() -> answer(connection));
            }
        });
        return listening;
    }

    private static Void answer(Socket connection) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.isEmpty()) {
                connection
                        .getOutputStream()
                        .write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}".getBytes(StandardCharsets.US_ASCII));
            }
        }
        return null;
    }

    private CompletableFuture<UpstreamResponse> send(String host) {
        return send(host, server);
    }

    private CompletableFuture<UpstreamResponse> send(String host, ServerSocket to) {
        URI address = URI.create("http://" + host + ':' + to.getLocalPort() + "/v1");
        return client.send(new UpstreamRequest(address, Map.of(), new byte[0], false));
    }

    private static void assertAnswered(CompletableFuture<UpstreamResponse> sent) {
        assertThat(sent).succeedsWithin(SOON).satisfies(answer -> assertThat(answer.status())
                .isEqualTo(200));
    }

    @Test
    void aNameLeadsToTheAllowedPortOfItsAddressOnly() throws IOException {
        assertAnswered(send("localhost"));
        int before = connections.get();
        try (ServerSocket other = listen()) {
            assertThat(send("localhost", other))
                    .failsWithin(SOON)
                    .withThrowableThat()
                    .havingCause()
                    .isInstanceOf(BlockedAddressException.class);
        }
        assertThat(connections).hasValue(before);
    }

    @Test
    void aResolverThatHangsHoldsOneThreadHoweverManyAsk() {
        List<CompletableFuture<UpstreamResponse>> waiting = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            waiting.add(send("slow.test"));
        }

        assertAnswered(send("localhost"));
        assertAnswered(send("127.0.0.1"));
        assertThat(threads.getLargestPoolSize()).isLessThanOrEqualTo(2);
        assertThat(waiting).noneMatch(CompletableFuture::isDone);

        found.countDown();
        waiting.forEach(UpstreamNamesTest::assertAnswered);
    }

    @Test
    void whoeverLeavesWhileANameIsLookedUpIsConnectedToNobody() {
        CompletableFuture<UpstreamResponse> first = send("slow.test");
        CompletableFuture<UpstreamResponse> second = send("slow.test");
        CompletableFuture<UpstreamResponse> third = send("slow.test");
        CompletableFuture<UpstreamResponse> stays = send("slow.test");

        third.cancel(true);
        // As its time limit would: on another thread, which this one would have to wait for.
        second.completeExceptionally(new TimeoutException());
        found.countDown();

        assertAnswered(first);
        assertAnswered(stays);
        assertThat(connections).hasValueLessThanOrEqualTo(2);
    }

    @Test
    void aConnectionThatIsThereNeedsNoThreadAndANewOneSaysThatThereIsNone() throws Exception {
        assertAnswered(send("localhost"));
        // It is given back a moment before its last event is over.
        TimeUnit.MILLISECONDS.sleep(50);
        threads.shutdown();

        assertAnswered(send("localhost"));
        assertThat(send("slow.test"))
                .failsWithin(SOON)
                .withThrowableThat()
                .havingRootCause()
                .isInstanceOf(RejectedExecutionException.class);
    }
}
