package aigateway.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import aigateway.it.peer.Exchange;
import aigateway.it.server.LoadedClasses;
import aigateway.it.server.MicroServer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** Bad input and bad neighbours, against a gateway with everything embedded. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FaultsIT implements UpstreamFaultTests, BodyFaultTests, WireTests, SecretTests {

    private final Installation installation = new Installation(new MicroServer());

    @Override
    public Installation on() {
        return installation;
    }

    @BeforeAll
    void start() {
        installation.start();
    }

    @AfterAll
    void stop() {
        installation.close();
    }

    @Test
    void everySpanArrivesWhenTheBackendIsBack() throws InterruptedException {
        Set<String> traces = new HashSet<>();
        installation.say("the tracing backend is down for 40 s");
        installation.otlp().answer(503, "2");
        Thread down = new Thread(() -> {
            for (int i = 0; i < 40; i++) {
                traces.add(installation
                        .client()
                        .chat(Installation.CHECKOUT, "local/small", "x")
                        .headers()
                        .firstValue("x-tfy-trace-id")
                        .orElseThrow());
                pause(500);
            }
        });
        down.start();
        Thread.sleep(15_000);
        installation.otlp().stop();
        Thread.sleep(15_000);
        installation.otlp().start();
        installation.otlp().answer(429, "1");
        Thread.sleep(10_000);
        down.join();
        assertThat(installation.otlp().refused()).isPositive();

        installation.otlp().answer(200, null);
        installation.say("the tracing backend is back");

        Wait.until(
                "all " + traces.size() + " traces arrived",
                Duration.ofSeconds(120),
                () -> installation.otlp().traces().containsAll(traces));
    }

    /** The server has 48 threads for requests, and the gateway a few of its own. */
    @Test
    void fiveHundredSlowStreamsHoldNoThreadEach() throws Exception {
        Path threads = threads();
        String mark = Installation.mark();
        ObjectNode body = GatewayClient.body("local/small", mark + " @chunks=-1 @every=500", true);
        List<CompletableFuture<HttpResponse<Stream<String>>>> streams = Stream.generate(
                        () -> installation.client().linesLater(Installation.CHECKOUT, body))
                .limit(500)
                .toList();
        try {
            for (CompletableFuture<HttpResponse<Stream<String>>> stream : streams) {
                HttpResponse<Stream<String>> answer = stream.get(60, TimeUnit.SECONDS);
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(answer.body().iterator().next()).startsWith("data: {");
            }

            try (Stream<Path> each = Files.list(threads)) {
                long count = each.count();
                installation.say(count + " threads while 500 streams are open");
                assertThat(count).isLessThan(200);
            }
            assertThat(installation
                            .client()
                            .get("v1/models", Installation.CHECKOUT)
                            .statusCode())
                    .isEqualTo(200);
            assertThat(installation.upstream().received(mark))
                    .as("streams that were open all the while")
                    .hasSize(500)
                    .noneMatch(Exchange::aborted);
        } finally {
            streams.forEach(stream -> stream.thenAccept(answer -> answer.body().close()));
        }
        Wait.until("the upstream's streams are closed", () -> installation.upstream().received(mark).stream()
                .allMatch(Exchange::aborted));
    }

    /** Those of another process. */
    private Path threads() {
        Path threads =
                Path.of("/proc", String.valueOf(installation.server().process().pid()), "task");
        assumeTrue(Files.isDirectory(threads), "only Linux shows them");
        return threads;
    }

    /**
     * The threads for the ends of streams wake once for each: whole answers, on this server, end without them, unless
     * they come before the request's own thread has let go of it.
     */
    @Test
    void wholeAnswersEndOnTheThreadThatBringsThem() throws IOException {
        int answers = 100;
        List<HttpResponse<String>> warm = askSmall(answers, false);
        assertThat(warm).allMatch(answer -> answer.statusCode() == 200);

        Map<String, Long> before = wakes("ends streams");
        askSmall(answers, false);
        Map<String, Long> between = wakes("ends streams");
        askSmall(answers, true);
        long byWhole = more(before, between);
        long byStreams = more(between, wakes("ends streams"));

        assertThat(byStreams).as("streams").isGreaterThanOrEqualTo(answers / 2);
        assertThat(byWhole).as("whole answers").isLessThan(answers / 10);
    }

    private List<HttpResponse<String>> askSmall(int times, boolean streaming) {
        return IntStream.range(0, times)
                .mapToObj(each -> installation
                        .client()
                        .post(
                                "v1/chat/completions",
                                Installation.CHECKOUT,
                                GatewayClient.body("local/small", "@latency=100", streaming)
                                        .toString()))
                .toList();
    }

    /** How often each thread of that name has waited. */
    private Map<String, Long> wakes(String name) throws IOException {
        Map<String, Long> wakes = new HashMap<>();
        try (DirectoryStream<Path> each = Files.newDirectoryStream(threads())) {
            for (Path thread : each) {
                try {
                    if (Files.readString(thread.resolve("comm")).strip().equals(name)) {
                        wakes.put(thread.toString(), wakes(thread));
                    }
                } catch (IOException ended) {
                    // Meanwhile: nobody counts on it.
                }
            }
        }
        return wakes;
    }

    private static long wakes(Path thread) throws IOException {
        return Long.parseLong(Files.readAllLines(thread.resolve("status")).stream()
                .filter(line -> line.startsWith("voluntary_ctxt_switches"))
                .collect(Collectors.joining())
                .replaceAll("\\D", ""));
    }

    private static long more(Map<String, Long> before, Map<String, Long> after) {
        return after.entrySet().stream()
                .mapToLong(thread -> thread.getValue() - before.getOrDefault(thread.getKey(), 0L))
                .sum();
    }

    /** Grizzly's holds locks in two orders: a GOAWAY that meets the end of an answer stops what resumes all others. */
    @Test
    void http2OfTheServerIsOff() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        installation.server().baseUri().resolve("v1/models"))
                .version(HttpClient.Version.HTTP_2)
                .header("Authorization", "Bearer " + Installation.CHECKOUT)
                .build();

        HttpResponse<Void> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
    }

    /** The class of what makes them is loaded with the first one, and of JAX-RS they are. */
    @Test
    void serverMakesNoSpansOfItsOwn() throws Exception {
        GatewayClient client = installation.client();
        assertThat(client.get("v1/models", Installation.CHECKOUT).statusCode()).isEqualTo(200);
        assertThat(client.chat(Installation.CHECKOUT, "local/small", "x").statusCode())
                .isEqualTo(200);

        LoadedClasses loaded = new LoadedClasses(installation.server().process());
        String tracing = "fish.payara.microprofile.telemetry.tracing.jaxrs.OpenTelemetry";
        assertThat(loaded.contain(tracing + "ApplicationEventListener"))
                .as("what would make them")
                .isTrue();
        assertThat(loaded.contain(tracing + "RequestEventListener")).isFalse();
    }

    private static void pause(int milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
