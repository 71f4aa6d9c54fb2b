package aigateway.platform;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Which database, and as whom.
 *
 * @param url JDBC address
 * @param setting the setting that an operator changes to point elsewhere
 */
record DatabaseAddress(String url, @Nullable String user, @Nullable String password, String setting) {

    /**
     * Every commit is written before it returns, so a killed process loses none; names and conflicts are PostgreSQL's, so
     * one set of migrations serves both. The file is closed by {@link EmbeddedDatabase#letGo} only: neither with the last
     * connection, which damages it, nor as soon as the process is asked to end, when beans still write.
     */
    private static final String H2_OPTIONS = ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH"
            + ";DB_CLOSE_DELAY=-1;DB_CLOSE_ON_EXIT=FALSE;WRITE_DELAY=0";

    /**
     * A host that is gone says nothing, and TCP believes in it for a quarter of an hour. No statement of a request, a
     * page or a round comes near it; a migration may, which changes a large table.
     */
    private static final String LONGEST_SILENCE_SECONDS = "30";

    /** By so much the server is first to end a statement, of which nobody would hear that it has ended. */
    private static final int SERVER_FIRST_SECONDS = 5;

    /** What a node does between two statements takes milliseconds; its collector may stop it for longer. */
    private static final int IDLE_SECONDS = 30;

    static DatabaseAddress of(Settings settings) {
        return settings.dbUrl()
                .map(url -> new DatabaseAddress(
                        jdbc(url),
                        settings.dbUser().orElse(null),
                        settings.dbPassword().orElse(null),
                        "GATEWAY_DB_URL"))
                .orElseGet(() -> embedded(settings.dataDir()));
    }

    private static DatabaseAddress embedded(Path dataDir) {
        return new DatabaseAddress(
                "jdbc:h2:file:" + dataDir.resolve("gateway") + H2_OPTIONS, "gateway", "", "GATEWAY_DATA_DIR");
    }

    /** Platforms hand out {@code postgres://…} as often as {@code jdbc:postgresql://…}. */
    private static String jdbc(String url) {
        if (url.startsWith("jdbc:")) {
            return url;
        }
        return "jdbc:" + url.replaceFirst("^postgres:", "postgresql:");
    }

    boolean isPostgres() {
        return url.startsWith("jdbc:postgresql:");
    }

    /** The embedded database's. */
    Path file() {
        return Path.of(url.replaceFirst("^jdbc:h2:[a-z]+:", "").replaceFirst(";.*$", "") + ".mv.db");
    }

    /** Where the embedded database has its file. */
    Path directory() {
        return Objects.requireNonNull(file().getParent(), "The data directory is absolute");
    }

    /** What the address itself says comes first. */
    Properties properties() {
        Properties properties = new Properties();
        if (user != null) {
            properties.setProperty("user", user);
        }
        if (password != null) {
            properties.setProperty("password", password);
        }
        if (isPostgres()) {
            properties.setProperty("reWriteBatchedInserts", "true");
            properties.setProperty("connectTimeout", "5");
            properties.setProperty("socketTimeout", LONGEST_SILENCE_SECONDS);
            properties.setProperty("tcpKeepAlive", "true");
            properties.setProperty("ApplicationName", "ai-gateway");
        }
        return properties;
    }

    /**
     * What the server is told on a new connection. A statement that waits for a lock goes on there when its connection is
     * given up here, and whoever asks again waits behind it with one more: until the server takes no connections. And of a
     * node that vanished in a transaction, without a word, it would keep the locks for hours, which other nodes wait for.
     *
     * A limit that the server has already, of the address or of the user's, stands.
     *
     * @return nothing where the address lets a statement take for ever
     */
    Optional<String> greeting() {
        Properties all = org.postgresql.Driver.parseURL(url, properties());
        int silence = Integer.parseInt(all == null ? "0" : all.getProperty("socketTimeout", "0"));
        return silence == 0
                ? Optional.empty()
                : Optional.of(limit("statement_timeout", Math.max(1, silence - SERVER_FIRST_SECONDS)) + " UNION ALL "
                        + limit("idle_in_transaction_session_timeout", silence + IDLE_SECONDS));
    }

    private static String limit(String name, int seconds) {
        return "SELECT set_config('" + name + "', '" + seconds + "s', false) WHERE current_setting('" + name
                + "') = '0'";
    }

    /** For statements that may take as long as they like, whatever the address says of others. */
    DatabaseAddress patient() {
        String unbound = url.replaceAll("(?<=[?&])socketTimeout=[^&]*", "socketTimeout=0");
        return new DatabaseAddress(
                unbound.contains("socketTimeout=")
                        ? unbound
                        : unbound + (unbound.contains("?") ? '&' : '?') + "socketTimeout=0",
                user,
                password,
                setting);
    }

    /** The address without anything secret in it. */
    @Override
    public String toString() {
        return url.replaceAll("(?i)(password=)[^&;]*", "$1…")
                .replaceAll("//[^/@]*@", "//")
                .replaceFirst(";.*$", "");
    }
}
