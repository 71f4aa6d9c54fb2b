package aigateway.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RecoveringConnectionTest {

    private final String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
    private final List<Connection> opened = new ArrayList<>();
    private Connection connection;

    @BeforeEach
    void open() throws SQLException {
        connection = RecoveringConnection.over(() -> {
            Connection physical = DriverManager.getConnection(url);
            opened.add(physical);
            return physical;
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
