package aigateway.web.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.nio.channels.ClosedChannelException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class WatchTest {

    @Test
    void reasonIsWhatTheDeepestFaultSaysThatSaysAnything() {
        assertThat(Watch.reason(new IllegalStateException(
                        "In the pool", new SQLException("password authentication failed\n  at line 3"))))
                .isEqualTo("password authentication failed");
        assertThat(Watch.reason(new SQLException("An I/O error occurred", new EOFException())))
                .isEqualTo("An I/O error occurred");
        assertThat(Watch.reason(new ClosedChannelException())).isEqualTo("java.nio.channels.ClosedChannelException");
    }
}
