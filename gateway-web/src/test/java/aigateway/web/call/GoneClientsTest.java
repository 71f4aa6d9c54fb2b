package aigateway.web.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class GoneClientsTest {

    private static LogRecord report(Throwable thrown) {
        LogRecord report = new LogRecord(Level.SEVERE, "Error while closing the output stream");
        report.setThrown(thrown);
        return report;
    }

    @Test
    void anAnswerThatFoundNobodyIsNotReported() {
        Throwable gone = new UncheckedIOException(new IOException("Connection is closed"));

        assertThat(new GoneClients().isLoggable(report(gone))).isFalse();
    }

    @Test
    void whateverElseGoesWrongIs() {
        assertThat(new GoneClients().isLoggable(report(new IllegalStateException("a fault of ours"))))
                .isTrue();
        assertThat(new GoneClients().isLoggable(report(null))).isTrue();
    }
}
