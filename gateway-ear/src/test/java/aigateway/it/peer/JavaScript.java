package aigateway.it.peer;

import aigateway.it.Wait;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Clients in JavaScript, run by Node. The packages that they need are pinned by the lock file beside them and brought into
 * {@code target} by npm, which asks its own cache before anybody else.
 */
public final class JavaScript {

    private static final Path SOURCES = Path.of("src/test/js");
    private static final Path HERE = Path.of("target/js");
    private static final Path STAMP = HERE.resolve("node_modules/.installed");
    /** Where the build puts a Node of its own when the system has none that is new enough. */
    private static final Path OWN_NODE = Path.of("target/node/bin");

    /** What the scripts share, and what says how far they came. */
    private static final Set<String> PARTS = Set.of("gateway", "asked");

    private static final int OLDEST_NODE = 20;
    private static final int LONGEST_SECONDS = 90;
    private static final int LONGEST_INSTALL_SECONDS = 600;

    private JavaScript() {}

    /** What is there to be run, by its name without the ending. */
    public static List<String> scripts() {
        try (Stream<Path> files = Files.list(SOURCES)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".mjs"))
                    .map(name -> name.substring(0, name.length() - ".mjs".length()))
                    .filter(name -> !PARTS.contains(name))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether there is a Node that is new enough, and its npm. */
    public static boolean runs() {
        try {
            Files.createDirectories(HERE);
            String version = ended(List.of(node(), "-p", "parseInt(process.versions.node)"), Map.of(), LONGEST_SECONDS);
            ended(List.of("npm", "--version"), Map.of(), LONGEST_SECONDS);
            return Integer.parseInt(version.strip()) >= OLDEST_NODE;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (MissingException missing) {
            return false;
        }
    }

    /**
     * Runs a script to its end.
     *
     * @return what it said
     * @throws AssertionError it ended with a failure, or not in time; with what it said
     */
    public static String run(String script, Map<String, String> environment) {
        try {
            install();
            return ended(List.of(node(), "--import", "./asked.mjs", script + ".mjs"), environment, LONGEST_SECONDS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Brings the packages, unless those of the lock file are here already. */
    private static synchronized void install() throws IOException {
        String lock = Files.readString(SOURCES.resolve("package-lock.json"));
        Files.createDirectories(HERE);
        try (Stream<Path> files = Files.list(SOURCES)) {
            for (Path file : files.toList()) {
                Files.copy(file, HERE.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        if (Files.exists(STAMP) && Files.readString(STAMP).equals(lock)) {
            return;
        }
        ended(
                List.of("npm", "ci", "--prefer-offline", "--ignore-scripts", "--no-audit", "--no-fund"),
                Map.of(),
                LONGEST_INSTALL_SECONDS);
        Files.writeString(STAMP, lock);
    }

    private static String ended(List<String> command, Map<String, String> environment, int seconds) throws IOException {
        Path said = Files.createTempFile(HERE, "said", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(HERE.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        builder.environment().putAll(environment);
        // For npm, which is a script and looks for Node by itself.
        builder.environment()
                .merge("PATH", OWN_NODE.toAbsolutePath().toString(), (all, own) -> own + File.pathSeparator + all);
        Process process = started(builder);
        try {
            boolean ended = Wait.inPieces(
                    Duration.ofSeconds(seconds), milliseconds -> process.waitFor(milliseconds, TimeUnit.MILLISECONDS));
            String text = Files.readString(said);
            if (!ended || process.exitValue() != 0) {
                throw new AssertionError(String.join(" ", command)
                        + (ended ? " failed:\n" : " did not end in " + seconds + " seconds:\n")
                        + text);
            }
            return text;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            process.destroyForcibly();
            Files.deleteIfExists(said);
        }
    }

    private static Process started(ProcessBuilder builder) {
        try {
            return builder.start();
        } catch (IOException missing) {
            throw new MissingException(missing);
        }
    }

    private static String node() {
        Path own = OWN_NODE.resolve("node").toAbsolutePath();
        return Files.isExecutable(own) ? own.toString() : "node";
    }

    private static final class MissingException extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        MissingException(IOException cause) {
            super("Install Node.js, version " + OLDEST_NODE + " or newer, with npm", cause);
        }
    }
}
