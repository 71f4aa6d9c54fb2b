package aigateway.launch;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;

/** What a person gets wrong at a first start, found in milliseconds and said in one line. */
final class Checks {

    private static final int DEFAULT_PORT = 8080;
    private static final int HIGHEST_PORT = 65_535;

    private static final long MEBIBYTE = 1 << 20;

    /** The broker's journal is laid out in files of ten megabytes, two at the first start. */
    private static final long LEAST_FREE = 64 * MEBIBYTE;

    private Checks() {}

    /** The first complaint about this command line and data directory. */
    static Optional<String> complaint(List<String> arguments, Path dataDir) {
        return aboutPort(arguments).or(() -> aboutDirectory(dataDir));
    }

    /** The port as it was asked for; whether it is one is for {@link #complaint} to say. */
    static String port(List<String> arguments) {
        int at = at("--port", arguments);
        return at < 0 || at + 1 == arguments.size() ? String.valueOf(DEFAULT_PORT) : arguments.get(at + 1);
    }

    /** Whether the server is asked to write another jar, and not to serve. */
    static boolean isPackaging(List<String> arguments) {
        return at("--outputUberJar", arguments) >= 0;
    }

    private static Optional<String> aboutPort(List<String> arguments) {
        boolean elsewhere = at("--autoBindHttp", arguments) >= 0;
        String text = port(arguments);
        int port;
        try {
            port = Integer.parseInt(text);
        } catch (NumberFormatException e) {
            return Optional.of("--port needs a number, not \"" + text + "\"");
        }
        if (port < 1 || port > HIGHEST_PORT) {
            return Optional.of("--port must be between 1 and " + HIGHEST_PORT + ", not " + port);
        }
        return elsewhere || isFree(port)
                ? Optional.empty()
                : Optional.of("Port " + port + " is in use: stop what uses it, or choose another with --port N");
    }

    private static int at(String option, List<String> arguments) {
        for (int i = 0; i < arguments.size(); i++) {
            if (option.equalsIgnoreCase(arguments.get(i))) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(port));
            return true;
        } catch (IOException inUse) {
            return false;
        }
    }

    private static FileAttribute<?>[] ownersOnly() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
    }

    private static Optional<String> aboutDirectory(Path dataDir) {
        try {
            // For its owner alone: it holds keys.
            Files.createDirectories(dataDir, ownersOnly());
            Files.delete(Files.createTempFile(dataDir, "start", null));
            long free = Files.getFileStore(dataDir).getUsableSpace();
            return free >= LEAST_FREE
                    ? Optional.empty()
                    : Optional.of("There are " + free / MEBIBYTE + " MiB free at " + dataDir + ", and "
                            + LEAST_FREE / MEBIBYTE
                            + " are needed: make room, or set GATEWAY_DATA_DIR to another directory");
        } catch (IOException e) {
            return Optional.of(
                    "Cannot write to " + dataDir + " (" + e.getClass().getSimpleName()
                            + "): set GATEWAY_DATA_DIR to a directory that this process may write");
        }
    }
}
