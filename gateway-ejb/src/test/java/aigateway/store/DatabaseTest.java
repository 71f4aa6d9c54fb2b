package aigateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DatabaseTest {

    @ParameterizedTest
    @MethodSource
    void absenceIsToldFromWhateverAServerWrapsItIn(SQLException away) {
        assertThat(Database.isAway(new IllegalStateException(new IllegalArgumentException(away))))
                .isTrue();
    }

    static Stream<SQLException> absenceIsToldFromWhateverAServerWrapsItIn() {
        return Stream.of(
                new SQLException("refused", "08001"),
                new SQLException("terminating connection", "57P01"),
                new SQLException("Error in allocating a connection"),
                new SQLTimeoutException("too slow", "57014"),
                new SQLNonTransientConnectionException("The database has been closed", "90098"));
    }

    @Test
    void aFaultOfAStatementIsNoAbsence() {
        Throwable fault = catchThrowable(() -> {
            try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:fault");
                    Statement statement = connection.createStatement()) {
                statement.execute("SELECT * FROM nowhere");
            }
        });

        assertThat(fault).isInstanceOf(SQLException.class);
        assertThat(Database.isAway(new IllegalStateException(fault))).isFalse();
    }

    @Test
    void statementThatTookTooLongIsToldFromOneThatIsWrong() {
        assertThat(Database.isCutShort(new IllegalStateException(new SQLException("canceling statement", "57014"))))
                .isTrue();
        assertThat(Database.isCutShort(new IllegalStateException(new SQLException("value too long", "22001"))))
                .isFalse();
        assertThat(Database.isCutShort(new IllegalStateException(new SQLException("no state"))))
                .isFalse();
    }

    @Test
    void aRingOfCausesEnds() {
        Exception one = new Exception("one");
        one.initCause(new Exception("two", one));

        assertThat(Database.isAway(one)).isFalse();
    }
}
