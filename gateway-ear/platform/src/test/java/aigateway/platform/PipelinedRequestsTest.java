package aigateway.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.glassfish.grizzly.Grizzly;
import org.glassfish.grizzly.attributes.Attribute;
import org.glassfish.grizzly.filterchain.BaseFilter;
import org.glassfish.grizzly.filterchain.FilterChainBuilder;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.NextAction;
import org.glassfish.grizzly.filterchain.TransportFilter;
import org.glassfish.grizzly.http.HttpContent;
import org.glassfish.grizzly.http.HttpRequestPacket;
import org.glassfish.grizzly.http.HttpResponsePacket;
import org.glassfish.grizzly.http.HttpServerFilter;
import org.glassfish.grizzly.memory.Buffers;
import org.glassfish.grizzly.nio.transport.TCPNIOServerConnection;
import org.glassfish.grizzly.nio.transport.TCPNIOTransport;
import org.glassfish.grizzly.nio.transport.TCPNIOTransportBuilder;
import org.glassfish.grizzly.threadpool.ThreadPoolConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In a server of Payara's kind, whose answers all come from one thread that is not its own. */
class PipelinedRequestsTest {

    private static final Attribute<Object> BEGUN =
            Grizzly.DEFAULT_ATTRIBUTE_BUILDER.createAttribute("HttpServerFilter.Request");

    private final TCPNIOTransport server = TCPNIOTransportBuilder.newInstance()
            .setWorkerThreadPoolConfig(ThreadPoolConfig.defaultConfig().setPoolName("own"))
            .build();
    private final ExecutorService ending = Executors.newSingleThreadExecutor(task -> new Thread(task, "ending"));
    private final Map<String, String> threads = new ConcurrentHashMap<>();
    private final Map<String, Boolean> apart = new ConcurrentHashMap<>();
    private TCPNIOServerConnection listening;

    @AfterEach
    void stop() throws IOException {
        server.shutdownNow();
        ending.shutdownNow();
    }

    /** The one that the filter stands in for, and all that comes behind it. */
    private final class Application extends BaseFilter {

        @Override
        public NextAction handleRead(FilterChainContext context) {
            HttpRequestPacket request = (HttpRequestPacket) ((HttpContent) context.getMessage()).getHttpHeader();
            boolean last = ((HttpContent) context.getMessage()).isLast();
            String path = request.getRequestURI() + (last ? "" : " begins");
            threads.putIfAbsent(path, Thread.currentThread().getName());
            // Where the server's servlet request asks, too.
            apart.put(path, request.getAttribute(NextRequest.BEGINS_APART) != null);
            BEGUN.set(request.getProcessingState().getHttpContext(), this);
            context.suspend();
            NextAction suspended = context.getSuspendAction();
            ending.execute(() -> {
                if (last) {
                    BEGUN.remove(request.getProcessingState().getHttpContext());
                    answer(context, request, path);
                } else {
                    // As a listener to the body has it that asks for more.
                    context.fork(context.getStopAction());
                }
            });
            return suspended;
        }

        private void answer(FilterChainContext context, HttpRequestPacket request, String path) {
            HttpResponsePacket response = request.getResponse();
            response.setStatus(200);
            response.setContentLength(path.length());
            context.write(HttpContent.builder(response)
                    .content(Buffers.wrap(null, path))
                    .last(true)
                    .build());
            if (path.equals("/hang-up")) {
                ((Runnable) request.getAttribute(HangUp.ATTRIBUTE)).run();
            }
            if (path.equals("/last")) {
                context.getConnection().closeSilently();
            }
            context.resume(context.getStopAction());
        }
    }

    private void start(ExecutorService own) throws IOException {
        server.setProcessor(FilterChainBuilder.stateless()
                .add(new TransportFilter())
                .add(new HttpServerFilter())
                .add(new PipelinedRequests(new Application(), own))
                .build());
        listening = server.bind("localhost", 0);
        server.start();
    }

    private String said(String requests, String until) throws IOException {
        int port = ((java.net.InetSocketAddress) listening.getLocalAddress()).getPort();
        try (Socket client = new Socket("localhost", port)) {
            client.setSoTimeout(5_000);
            client.getOutputStream().write(requests.getBytes(StandardCharsets.ISO_8859_1));
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            for (int next; !all.toString(StandardCharsets.ISO_8859_1).endsWith(until); ) {
                next = client.getInputStream().read();
                if (next < 0) {
                    break;
                }
                all.write(next);
            }
            return all.toString(StandardCharsets.ISO_8859_1);
        }
    }

    private static String get(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
    }

    @Test
    void connectionOfARequestCanBeCut() throws IOException {
        server.start();
        start(server.getWorkerThreadPool());

        assertThat(said(get("/hang-up"), "never said")).doesNotContain("never said");
        assertThat(threads).containsOnlyKeys("/hang-up");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void allRequestsInOnePieceBeginOnThreadsOfTheServer(boolean ofItsKind) throws IOException {
        server.start();
        ExecutorService other = Executors.newSingleThreadExecutor(task -> new Thread(task, "own(another kind)"));
        start(ofItsKind ? server.getWorkerThreadPool() : other);

        String said = said(get("/one") + get("/two") + get("/three"), "/three");

        assertThat(said).containsSubsequence("/one", "/two", "/three");
        assertThat(threads).containsOnlyKeys("/one", "/two", "/three");
        assertThat(threads.values()).allMatch(name -> name.startsWith("own("));
        assertThat(apart.values()).containsOnly(true);
        other.shutdownNow();
    }

    /** It may be ended meanwhile, and would begin again with that. */
    @Test
    void moreOfABodyIsReadByWhoeverAsksForIt() throws IOException {
        server.start();
        start(server.getWorkerThreadPool());

        said(
                "POST /body HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n1\r\nb\r\n0\r\n\r\n",
                "/body");

        assertThat(threads.get("/body begins")).startsWith("own(");
        assertThat(threads).containsEntry("/body", "ending");
    }

    @Test
    void requestBehindTheLastOneOfItsConnectionDoesNotBegin() throws Exception {
        server.start();
        start(server.getWorkerThreadPool());

        said(get("/last") + get("/lost"), "/lost");
        ending.shutdown();
        assertThat(ending.awaitTermination(5, TimeUnit.SECONDS)).isTrue();
        // What was handed on would be behind this, or beside it.
        server.getWorkerThreadPool().submit(() -> {}).get(5, TimeUnit.SECONDS);
        Thread.sleep(100);

        assertThat(threads).containsOnlyKeys("/last");
    }
}
