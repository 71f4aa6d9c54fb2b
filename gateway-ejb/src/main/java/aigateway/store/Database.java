package aigateway.store;

import aigateway.platform.GatewayDataSource;
import aigateway.time.Round;
import aigateway.time.Rounds;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.annotation.sql.DataSourceDefinition;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The schema, brought up to date before any other bean starts: those that read tables at their start say
 * {@code @DependsOn("Database")}. Several nodes may start at once; one migrates and the others wait.
 */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
@DataSourceDefinition(
        name = Database.NAME,
        className = "aigateway.platform.GatewayDataSource",
        minPoolSize = 0,
        initialPoolSize = 0,
        maxPoolSize = 32,
        properties = {"unit=gateway"})
public class Database {

    /** JNDI name of the data source. */
    public static final String NAME = "java:app/jdbc/gateway";

    private static final System.Logger LOG = System.getLogger(Database.class.getName());
    private static final Duration TIDY = Duration.ofSeconds(30);
    private static final int DEEPEST_CAUSE = 20;
    /** PostgreSQL's: a statement was cancelled, a lock was not to be had. */
    private static final Set<String> CUT_SHORT = Set.of("57014", "55P03");
    /** What PostgreSQL's states begin with that say nothing against what is written. */
    private static final Set<String> UNREADY = Set.of("53100", "53300", "40", "25006", "57P0");

    @Resource(lookup = NAME)
    DataSource dataSource;

    @Inject
    Rounds rounds;

    private @Nullable Round tidying;
    private boolean ended;

    @PostConstruct
    void migrate() {
        Schema.migrate(GatewayDataSource.patient());
        try (Connection connection = dataSource.getConnection()) {
            if ("H2".equals(connection.getMetaData().getDatabaseProductName())) {
                tidying = rounds.every(TIDY, this::tidy);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The database went away while the application started", e);
        }
    }

    @PreDestroy
    synchronized void letGo() {
        ended = true;
        if (tidying != null) {
            tidying.stop();
        }
        GatewayDataSource.letGo();
    }

    /** @throws SQLException why the database does not answer now */
    public void ask() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT 1");
        }
    }

    /** Whether the database answers now. */
    public boolean isReachable() {
        try {
            ask();
            return true;
        } catch (SQLException e) {
            LOG.log(System.Logger.Level.DEBUG, "The database does not answer", e);
            return false;
        }
    }

    /** Whether a failure says that the database does not answer now, and not that it was asked for something wrong. */
    public static boolean isAway(Throwable failure) {
        return isAny(
                failure,
                cause -> cause instanceof SQLNonTransientConnectionException
                        || cause instanceof SQLTransientException
                        || isConnection(cause.getSQLState()));
    }

    /** Whether the database ended a statement since it took too long. */
    public static boolean isCutShort(Throwable failure) {
        return isAny(failure, cause -> CUT_SHORT.contains(String.valueOf(cause.getSQLState())));
    }

    /**
     * Whether the database, though it may answer, takes nothing for now, whatever is written: it lacks space (53100) or
     * connections (53300), another transaction came first (40), it is read-only since its node is no longer the first
     * (25006), it stops or starts (57P0x). Of memory (53200) what is written may be the cause.
     */
    public static boolean isUnready(Throwable failure) {
        return isAny(failure, cause -> UNREADY.stream().anyMatch(String.valueOf(cause.getSQLState())::startsWith));
    }

    /** Servers wrap what the driver threw, once or several times. */
    private static boolean isAny(Throwable failure, Predicate<SQLException> what) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
            if (cause instanceof SQLException said && what.test(said)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    /** A server's pool, which has no connection to give, tells no state at all. */
    private static boolean isConnection(@Nullable String state) {
        return state == null || state.startsWith("08") || state.startsWith("57");
    }

    /** H2 tidies its file only when asked, since it writes each commit through. */
    private synchronized void tidy() {
        if (ended) {
            // It would open the file again.
            return;
        }
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CHECKPOINT");
        } catch (SQLException e) {
            LOG.log(System.Logger.Level.WARNING, "The embedded database could not be tidied", e);
        }
    }
}
