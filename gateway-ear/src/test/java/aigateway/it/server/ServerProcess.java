package aigateway.it.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the three servers share: a directory, a port, a child process with its log, and the wait for readiness. */
abstract class ServerProcess implements GatewayServer {

    static final Path TARGET =
            Path.of(System.getProperty("gateway.target", "target")).toAbsolutePath();
    static final Path SERVERS =
            Path.of(System.getProperty("gateway.servers", "src/main/servers")).toAbsolutePath();
    static final String HEAP = "1g";

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final Duration START = Duration.ofMinutes(4);
    private static final Duration STOP = Duration.ofSeconds(40);
    private static final int TAIL = 6_000;
    /** What Payara and WildFly say when they give an application up, and wait for nothing any more. */
    private static final Pattern REFUSED = Pattern.compile("Exception while (?:load|deploy)ing the app|WFLYCTL0013");

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final Map<String, String> environment = new TreeMap<>();
    private final Path directory;
    private final Path log;
    private final int port;
    private final int grpcPort;
    private @Nullable Process process;

    /** @param distances from the HTTP port to the server's other ports */
    ServerProcess(String name, int... distances) {
        port = Ports.free(distances);
        grpcPort = Ports.free();
        directory = TARGET.resolve("it")
                .resolve(name + "-" + ProcessHandle.current().pid() + "-" + NUMBER.incrementAndGet());
        log = directory.resolve("server.log");
        environment.put("GATEWAY_DATA_DIR", dataDir().toString());
        environment.put("GATEWAY_OTLP_GRPC_PORT", String.valueOf(grpcPort));
        // A machine that runs these tests is never idle, and they look at what spans say, not at when.
        environment.put("GATEWAY_SPANS_PATIENCE", "PT2S");
    }

    /** The command that runs the server in the foreground. */
    abstract List<String> command();

    /** Makes the server ready to be run: called once, before the first start. */
    void install() throws IOException, InterruptedException {}

    /** Brings the application to a server that has just started for the first time. */
    void deploy() throws IOException, InterruptedException {}

    @Override
    public GatewayServer env(String name, String value) {
        environment.put(name, value);
        return this;
    }

    @Override
    public GatewayServer start() {
        return launch().awaitReady();
    }

    @Override
    public GatewayServer launch() {
        try {
            boolean first = !Files.exists(directory);
            if (first) {
                Files.createDirectories(directory);
                install();
            }
            process = run(command());
            if (first) {
                deploy();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
        return this;
    }

    private Process run(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        prepare(builder.environment());
        Process started = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(started.toHandle())));
        return started;
    }

    private void prepare(Map<String, String> variables) {
        variables.keySet().removeIf(name -> name.startsWith("GATEWAY_") || name.startsWith("OTEL_"));
        variables.putAll(environment);
    }

    /** Runs one of the server's own tools to its end. */
    void tool(String... command) throws IOException, InterruptedException {
        Path output = directory.resolve("tools.log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        prepare(builder.environment());
        int result = builder.start().waitFor();
        if (result != 0) {
            throw new IllegalStateException(String.join(" ", command) + " answered " + result + ":\n"
                    + tail(Files.readString(output)) + "\n" + tail(log()));
        }
    }

    @Override
    public GatewayServer awaitReady() {
        long deadline = System.nanoTime() + START.toNanos();
        while (System.nanoTime() < deadline) {
            if (!running().isAlive()) {
                throw new IllegalStateException("The server ended before it was ready:\n" + tail(log()));
            }
            if (applicationIsReady()) {
                return this;
            }
            if (REFUSED.matcher(log()).find()) {
                throw new IllegalStateException("The server refused the application:\n" + head(log()));
            }
            pause();
        }
        throw new IllegalStateException("The server was not ready within " + START + ":\n" + tail(log()));
    }

    /** A server without an application may call itself ready: the answer must name a check of ours. */
    private boolean applicationIsReady() {
        HttpRequest request = HttpRequest.newBuilder(baseUri().resolve("health/ready"))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == 200 && answer.body().contains("database");
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    @Override
    public URI baseUri() {
        return URI.create("http://localhost:" + port + "/");
    }

    @Override
    public URI grpcUri() {
        return URI.create("http://localhost:" + grpcPort);
    }

    @Override
    public Path dataDir() {
        return directory.resolve("data");
    }

    @Override
    public ProcessHandle process() {
        ProcessHandle root = running().toHandle();
        return root.descendants()
                .filter(child -> child.info().command().orElse("").endsWith("java"))
                .findFirst()
                .orElse(root);
    }

    @Override
    public String log() {
        try {
            return Files.exists(log) ? new String(Files.readAllBytes(log), StandardCharsets.UTF_8) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void kill() {
        ProcessHandle root = running().toHandle();
        List<ProcessHandle> all = root.descendants().toList();
        root.destroyForcibly();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(ServerProcess::await);
        await(root);
    }

    @Override
    public GatewayServer restart() {
        close();
        return start();
    }

    @Override
    public void close() {
        if (process != null) {
            end(process.toHandle());
        }
    }

    /** Asks politely, the innermost first, and insists after a while. */
    private static void end(ProcessHandle root) {
        List<ProcessHandle> all = root.descendants().toList();
        all.forEach(ProcessHandle::destroy);
        if (all.isEmpty()) {
            root.destroy();
        }
        all.forEach(ServerProcess::await);
        await(root);
    }

    private static void await(ProcessHandle handle) {
        try {
            handle.onExit().get(STOP.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw interrupted(e);
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            handle.destroyForcibly();
        }
    }

    Path directory() {
        return directory;
    }

    int port() {
        return port;
    }

    private Process running() {
        Process current = process;
        if (current == null) {
            throw new IllegalStateException("Not started");
        }
        return current;
    }

    static void pause() {
        try {
            Thread.sleep(500);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("Interrupted while a server was at work", e);
    }

    private static String head(String text) {
        return text.substring(0, Math.min(text.length(), TAIL));
    }

    private static String tail(String text) {
        return text.length() > TAIL ? text.substring(text.length() - TAIL) : text;
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
