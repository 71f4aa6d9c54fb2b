package aigateway.platform;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.Optional;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The gateway's database as {@code @DataSourceDefinition} names it, so that no server needs configuring: H2 in the data
 * directory, or the PostgreSQL of {@code GATEWAY_DB_URL}. The server pools what comes from here.
 */
public final class GatewayDataSource implements DataSource {

    private static final Arrival ARRIVAL = new Arrival();

    private final boolean patient;
    private @Nullable PrintWriter logWriter;
    private String unit = "gateway";
    private int loginTimeout;
    private volatile @Nullable DatabaseAddress address;

    /** For the servers' pools. */
    public GatewayDataSource() {
        this(false);
    }

    private GatewayDataSource(boolean patient) {
        this.patient = patient;
    }

    /** For who changes tables, however large they are. Not pooled. */
    public static DataSource patient() {
        return new GatewayDataSource(true);
    }

    @Override
    public Connection getConnection() throws SQLException {
        DatabaseAddress address = address();
        return RecoveringConnection.over(() -> ARRIVAL.await(address, () -> connect(address)));
    }

    /** The settings know who connects; what a pool says is ignored. */
    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return getConnection();
    }

    /**
     * The application ends: an embedded database is closed, whoever still uses it. Whoever asks for a connection after that
     * opens it again, the application's next deployment for one.
     */
    public static void letGo() {
        EmbeddedDatabase.letGo();
    }

    private DatabaseAddress address() {
        DatabaseAddress known = address;
        if (known == null) {
            DatabaseAddress everyones = DatabaseAddress.of(Settings.ofThisProcess());
            known = patient && everyones.isPostgres() ? everyones.patient() : everyones;
            address = known;
        }
        return known;
    }

    private Connection connect(DatabaseAddress address) throws SQLException {
        if (!address.isPostgres()) {
            return EmbeddedDatabase.connect(address);
        }
        // The driver itself: DriverManager would ask whose class loader is calling.
        Connection connection = new org.postgresql.Driver().connect(address.url(), address.properties());
        if (connection == null) {
            throw new SQLException(
                    "GATEWAY_DB_URL must be a PostgreSQL address, jdbc:postgresql://host:port/database", "08001");
        }
        greet(connection, address);
        return connection;
    }

    private void greet(Connection connection, DatabaseAddress address) throws SQLException {
        Optional<String> greeting = patient ? Optional.of("SET statement_timeout = 0") : address.greeting();
        if (greeting.isEmpty()) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute(greeting.get());
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** Named by the data source definition; WildFly refuses one without a property. */
    public void setUnit(String unit) {
        this.unit = unit;
    }

    public String getUnit() {
        return unit;
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return logWriter;
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) {
        logWriter = out;
    }

    @Override
    public void setLoginTimeout(int seconds) {
        loginTimeout = seconds;
    }

    @Override
    public int getLoginTimeout() {
        return loginTimeout;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (!type.isInstance(this)) {
            throw new SQLException("Not a " + type.getName());
        }
        return type.cast(this);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }
}
