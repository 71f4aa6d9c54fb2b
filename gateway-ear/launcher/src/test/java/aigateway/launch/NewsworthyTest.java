package aigateway.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class NewsworthyTest {

    private final Newsworthy newsworthy = new Newsworthy();

    @Test
    void serverIsHeardOnlyWhenItWarns() {
        assertThat(newsworthy.isLoggable(record("jakarta.enterprise.web", Level.INFO)))
                .isFalse();
        assertThat(newsworthy.isLoggable(record("jakarta.enterprise.web", Level.WARNING)))
                .isTrue();
    }

    @Test
    void gatewayIsHeardAlways() {
        assertThat(newsworthy.isLoggable(record("aigateway.web.health.BrokerWatch", Level.INFO)))
                .isTrue();
    }

    private static LogRecord record(String logger, Level level) {
        LogRecord record = new LogRecord(level, "message");
        record.setLoggerName(logger);
        return record;
    }
}
