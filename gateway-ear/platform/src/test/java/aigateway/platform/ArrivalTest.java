package aigateway.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ArrivalTest {

    private static final DatabaseAddress ADDRESS =
            new DatabaseAddress("jdbc:postgresql://db/gateway?password=secret", null, null, "GATEWAY_DB_URL");

    private static final Duration PAUSE = Duration.ofMillis(5);

    private final Arrival arrival = new Arrival(Duration.ofSeconds(2), PAUSE);
    private final AtomicInteger attempts = new AtomicInteger();

    @Test
    void databaseThatStartsLateIsWaitedFor() throws SQLException {
        try (Connection connection = new Arrival(Duration.ofMinutes(1), PAUSE).await(ADDRESS, () -> {
            if (attempts.incrementAndGet() < 4) {
                throw refused();
            }
            return DriverManager.getConnection("jdbc:h2:mem:");
        })) {
            assertThat(connection.isValid(1)).isTrue();
        }
        assertThat(attempts).hasValue(4);
    }

    @Test
    void afterFirstSuccessRefusalIsPassedOnAtOnce() throws SQLException {
        arrival.await(ADDRESS, () -> DriverManager.getConnection("jdbc:h2:mem:"))
                .close();

        assertThatThrownBy(() -> arrival.await(ADDRESS, this::refuse)).isInstanceOf(SQLException.class);
        assertThat(attempts).hasValue(1);
    }

    @Test
    void patienceEndsWithTheAddressAndTheSettingButNoPassword() {
        assertThatThrownBy(() -> arrival.await(ADDRESS, this::refuse))
                .hasMessageContaining("jdbc:postgresql://db/gateway")
                .hasMessageContaining("GATEWAY_DB_URL")
                .hasMessageContaining("refused")
                .hasMessageNotContaining("secret");
        assertThat(attempts.get()).isGreaterThan(1);
    }

    @Test
    void wrongPasswordIsNotTriedTwice() {
        assertThatThrownBy(() -> arrival.await(ADDRESS, () -> {
                    attempts.incrementAndGet();
                    throw new SQLException("password authentication failed", "28P01");
                }))
                .hasMessageContaining("password authentication failed");
        assertThat(attempts).hasValue(1);
    }

    private Connection refuse() throws SQLException {
        attempts.incrementAndGet();
        throw refused();
    }

    private static SQLException refused() {
        return new SQLException("Connection refused", "08001");
    }
}
