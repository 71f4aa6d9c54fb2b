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
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest
    @ValueSource(strings = {"53100", "53300", "40001", "40P01", "25006", "57P01", "57P03"})
    void databaseThatTakesNothingForNowIsToldFromWhateverAServerWrapsItIn(String state) {
        assertThat(Database.isUnready(new IllegalStateException(new IllegalArgumentException(refused(state)))))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"22001", "22021", "23505", "25001", "42703", "53200", "54000", "57014", "XX000"})
    void whatIsWrongWithAStatementIsNotWaitedFor(String state) {
        assertThat(Database.isUnready(new IllegalStateException(refused(state))))
                .isFalse();
    }

    @Test
    void failureWithoutAStateIsNotWaitedFor() {
        assertThat(Database.isUnready(new IllegalStateException(new SQLException("no state"))))
                .isFalse();
    }

    private static SQLException refused(String state) {
        return new SQLException("refused", state);
    }

    @Test
    void aRingOfCausesEnds() {
        Exception one = new Exception("one");
        one.initCause(new Exception("two", one));

        assertThat(Database.isAway(one)).isFalse();
    }
}
