package aigateway.it.peer;

import aigateway.it.server.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A broker in a process of its own, which can be stopped, killed and started again on the same journal. */
public final class ExternalBroker implements AutoCloseable {

    /** It serves nobody else. */
    public static final String USER = "gateways";

    public static final String PASSWORD = "canary-secret-of-the-broker-91c4";

    private static final Duration START = Duration.ofSeconds(60);

    private final Path directory;
    private final Path log;
    private final int port = Ports.free();
    private @Nullable Process process;

    public ExternalBroker(Path directory) {
        this.directory = directory;
        this.log = directory.resolve("broker.log");
    }

    /** What {@code GATEWAY_BROKER_URL} says. */
    public String url() {
        return "tcp://localhost:" + port;
    }

    public int port() {
        return port;
    }

    public Path directory() {
        return directory;
    }

    public ExternalBroker start() {
        try {
            Files.createDirectories(directory);
            Files.deleteIfExists(log);
            Process started = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx256m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            BrokerProcess.class.getName(),
                            directory.toString(),
                            String.valueOf(port),
                            USER,
                            PASSWORD)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly));
            process = started;
            await(started);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    private void await(Process started) throws IOException {
        long deadline = System.nanoTime() + START.toNanos();
        while (!Files.readString(log).contains(BrokerProcess.READY)) {
            if (!started.isAlive() || System.nanoTime() > deadline) {
                throw new IllegalStateException("The broker did not start:\n" + Files.readString(log));
            }
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    /** Ends in good order. */
    public void stop() {
        end(false);
    }

    /** Ends at once, as {@code kill -9} does. */
    public void kill() {
        end(true);
    }

    /** By one that knows nothing of what the first one kept. */
    public void replace() {
        kill();
        try (Stream<Path> kept = Files.walk(directory)) {
            kept.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start();
    }

    private void end(boolean atOnce) {
        Process running = process;
        process = null;
        if (running == null) {
            return;
        }
        if (atOnce) {
            running.destroyForcibly();
        } else {
            running.destroy();
        }
        try {
            if (!running.waitFor(30, TimeUnit.SECONDS)) {
                running.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        kill();
    }
}
