package aigateway.launch;

import java.util.logging.Filter;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/**
 * What is worth a line: warnings of anybody, and what the gateway says. A filter, because some of Micro's loggers set
 * their own level whatever the configuration says.
 */
public final class Newsworthy implements Filter {

    @Override
    public boolean isLoggable(LogRecord record) {
        String logger = record.getLoggerName();
        return record.getLevel().intValue() >= Level.WARNING.intValue()
                || (logger != null && logger.startsWith("aigateway"));
    }
}
