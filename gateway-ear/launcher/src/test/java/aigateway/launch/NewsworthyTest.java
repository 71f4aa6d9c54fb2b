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
    void whatTheAdapterRepeatsOfABrokerIsHeardEveryTenMinutes() {
        LogRecord refused = record("org.apache.activemq.artemis.ra.ActiveMQRALogger", Level.SEVERE);
        refused.setMessage("AMQ154003: Unable to reconnect spec");

        assertThat(newsworthy.isLoggable(refused)).isTrue();
        refused.setInstant(refused.getInstant().plusSeconds(599));
        assertThat(newsworthy.isLoggable(refused)).isFalse();
        refused.setInstant(refused.getInstant().plusSeconds(1));
        assertThat(newsworthy.isLoggable(refused)).isTrue();
    }

    @Test
    void requestThatAnybodyMaySendIsNoNews() {
        LogRecord twoLengths = record("org.glassfish.grizzly.http.HttpServerFilter", Level.SEVERE);
        twoLengths.setMessage("Can't use both headers Content-Length and Transfer-Encoding from the same request");

        assertThat(newsworthy.isLoggable(twoLengths)).isFalse();
        assertThat(Newsworthy.failures()).noneMatch(line -> line.contains("Content-Length"));
    }

    @Test
    void gatewayIsHeardAlways() {
        assertThat(newsworthy.isLoggable(record("aigateway.web.health.BrokerWatch", Level.INFO)))
                .isTrue();
    }

    @Test
    void whatWasSevereAtFirstIsRememberedInOneLineAndItsReasonsBeforeOthers() {
        newsworthy.isLoggable(record("ejb.container", Level.SEVERE));
        for (int i = 0; i < 10; i++) {
            newsworthy.isLoggable(record("x", Level.WARNING));
            LogRecord severe = record("deployment", Level.SEVERE);
            severe.setMessage("Failure {0}\n\tat somewhere");
            severe.setParameters(new Object[] {i});
            severe.setThrown(new IllegalStateException("outside", new NumberFormatException("inside")));
            newsworthy.isLoggable(severe);
        }

        assertThat(Newsworthy.failures())
                .hasSize(3)
                .element(0)
                .asString()
                .isEqualToIgnoringWhitespace(
                        "deployment: Failure 0, because of java.lang.NumberFormatException: inside");
    }

    private static LogRecord record(String logger, Level level) {
        LogRecord record = new LogRecord(level, "message");
        record.setLoggerName(logger);
        return record;
    }
}
