package aigateway.platform;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/**
 * What the process needs to start, read once. {@code GATEWAY_DATA_DIR} in the environment and {@code
 * -Dgateway.data.dir} on the command line are the same setting; the command line wins.
 *
 * @see <a href="https://download.eclipse.org/microprofile/microprofile-config-3.1/">MicroProfile Config</a>
 */
public final class Settings {

    private static final int DEFAULT_PORT = 8080;

    private static volatile @Nullable Settings ofThisProcess;

    private final Config config;

    public Settings(Config config) {
        this.config = config;
    }

    /**
     * The settings of this process, as this application's class loader sees them. Who asks first has all of them checked;
     * the data source does, with which every deployment begins.
     *
     * @throws IllegalStateException naming each {@link Setting} that cannot be used
     */
    public static Settings ofThisProcess() {
        Settings known = ofThisProcess;
        if (known == null) {
            known = new Settings(ConfigProvider.getConfig(Settings.class.getClassLoader()));
            known.check();
            ofThisProcess = known;
        }
        return known;
    }

    void check() {
        String complaints = Setting.all().stream().flatMap(this::complaint).collect(Collectors.joining("; "));
        if (!complaints.isEmpty()) {
            Alone.end(complaints);
            throw new IllegalStateException(complaints);
        }
    }

    private Stream<String> complaint(Setting<?> setting) {
        return text(setting.key())
                .flatMap(text -> setting.read(text).isEmpty()
                        ? Optional.of(setting.complaint(text))
                        : setting.lack(key -> text(key).isPresent()))
                .stream();
    }

    /**
     * Embedded database, broker journal and keys. Created when it is missing.
     *
     * @throws IllegalStateException naming the directory and the setting when nothing can be written there
     */
    public Path dataDir() {
        Path directory = Path.of(text("gateway.data.dir").orElse("data"))
                .toAbsolutePath()
                .normalize();
        try {
            // For its owner alone: it holds keys.
            Files.createDirectories(directory, ownersOnly());
        } catch (IOException e) {
            throw unwritable(directory, e);
        }
        if (!Files.isWritable(directory)) {
            throw unwritable(directory, null);
        }
        return directory;
    }

    private static FileAttribute<?>[] ownersOnly() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
    }

    /** JDBC address of the database outside; empty means the embedded one. */
    public Optional<String> dbUrl() {
        return text("gateway.db.url");
    }

    public Optional<String> dbUser() {
        return text("gateway.db.user");
    }

    public Optional<String> dbPassword() {
        return text("gateway.db.password");
    }

    /** Address of the broker outside, {@code tcp://host:port}; empty means the embedded one. */
    public Optional<String> brokerUrl() {
        return text("gateway.broker.url");
    }

    /** File or folder of manifests. */
    public Optional<Path> configPath() {
        return text("gateway.config").map(Path::of);
    }

    /** The first administrator's password; empty means one is generated. */
    public Optional<String> adminPassword() {
        return text("gateway.admin.password");
    }

    /** What whoever reads {@code /metrics} has to show; empty means nothing. */
    public Optional<String> metricsToken() {
        return text("gateway.metrics.token");
    }

    /** What encrypts provider credentials at rest; empty means a key in the data directory. */
    public Optional<String> secretKey() {
        return text("gateway.secret.key");
    }

    /** Loopback and private hosts that manifests may name. */
    public List<String> allowedPrivateHosts() {
        return text("gateway.allowed.private.hosts").stream()
                .flatMap(hosts -> List.of(hosts.split("[,\\s]+")).stream())
                .filter(host -> !host.isEmpty())
                .toList();
    }

    /** First part of every fully qualified name. */
    public String tenant() {
        return text("gateway.tenant").orElse("default");
    }

    /** The port that this process answers on, as far as the server tells; for messages to people only. */
    public int httpPort() {
        return text("gateway.http.port")
                .map(Integer::valueOf)
                .or(() -> ServerPort.find(ManagementFactory.getPlatformMBeanServer()))
                .orElse(DEFAULT_PORT);
    }

    /** Any other setting by its name in the environment, as {@code OPENAI_API_KEY}. */
    public Optional<String> named(String environmentName) {
        return text(environmentName);
    }

    /**
     * What a setting says; empty when it is not set.
     *
     * @throws IllegalStateException naming it when it cannot be used
     */
    public <T> Optional<T> value(Setting<T> setting) {
        return text(setting.key())
                .map(text -> setting.read(text).orElseThrow(() -> new IllegalStateException(setting.complaint(text))));
    }

    private Optional<String> text(String name) {
        return config.getOptionalValue(name, String.class).map(String::strip).filter(value -> !value.isEmpty());
    }

    private static IllegalStateException unwritable(Path directory, @Nullable Throwable cause) {
        return new IllegalStateException(
                "Cannot write to " + directory + ": set GATEWAY_DATA_DIR to a directory that this process may write",
                cause);
    }
}
