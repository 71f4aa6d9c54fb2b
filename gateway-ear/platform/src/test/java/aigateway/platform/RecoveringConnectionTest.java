package aigateway.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RecoveringConnectionTest {

    private final String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
    private final List<Connection> opened = new ArrayList<>();
    private Connection connection;

    /** Not closed, and good for nothing. */
    private @Nullable Connection failing;

    @BeforeEach
    void open() throws SQLException {
        connection = RecoveringConnection.over(() -> {
            Connection physical = DriverManager.getConnection(url);
            opened.add(physical);
            return fallible(physical);
        });
        execute("CREATE TABLE t (n INT)");
    }

    @Test
    void lostConnectionIsReplacedBetweenTransactions() throws SQLException {
        loseIt();

        execute("INSERT INTO t VALUES (1)");

        assertThat(opened).hasSize(2);
        assertThat(rows()).isEqualTo(1);
    }

    /** As a full disk does it; and what watches the database asks more often than a connection is trusted. */
    @Test
    void connectionThatOnlyFailsIsReplacedThoughItIsUsedAllTheTime() throws Exception {
        failing = opened.get(0);

        boolean answered = false;
        for (int i = 0; i < 100 && !answered; i++) {
            try {
                execute("INSERT INTO t VALUES (1)");
                answered = true;
            } catch (SQLException stillTrusted) {
                Thread.sleep(50);
            }
        }

        assertThat(answered).isTrue();
        assertThat(opened).hasSize(2);
    }

    @Test
    void lossWithinTransactionIsSeen() throws SQLException {
        connection.setAutoCommit(false);
        execute("INSERT INTO t VALUES (1)");
        loseIt();

        assertThatThrownBy(() -> execute("INSERT INTO t VALUES (2)")).isInstanceOf(SQLException.class);
        assertThat(opened).hasSize(1);
    }

    @Test
    void rollbackAfterLossLeadsToFreshConnection() throws SQLException {
        connection.setAutoCommit(false);
        execute("INSERT INTO t VALUES (1)");
        loseIt();

        connection.rollback();
        connection.setAutoCommit(true);

        assertThat(rows()).isZero();
        assertThat(opened).hasSize(2);
    }

    @Test
    void replacementKeepsTransactionMode() throws SQLException {
        connection.setAutoCommit(false);
        loseIt();
        execute("INSERT INTO t VALUES (1)");
        connection.rollback();

        assertThat(rows()).isZero();
        assertThat(opened.get(1).getAutoCommit()).isFalse();
    }

    @Test
    void closingClosesWhatIsBehind() throws SQLException {
        connection.close();

        assertThat(connection.isClosed()).isTrue();
        assertThat(opened.get(0).isClosed()).isTrue();
        assertThatThrownBy(() -> connection.createStatement()).isInstanceOf(SQLException.class);
    }

    private Connection fallible(Connection physical) {
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    boolean fails = physical == failing;
                    if (fails && method.getName().equals("isValid")) {
                        return false;
                    }
                    if (fails && method.getName().equals("createStatement")) {
                        throw new SQLException("The database has been closed");
                    }
                    try {
                        return method.invoke(physical, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }

    private void loseIt() throws SQLException {
        opened.get(0).close();
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private int rows() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT COUNT(*) FROM t")) {
            result.next();
            return result.getInt(1);
        }
    }
}
