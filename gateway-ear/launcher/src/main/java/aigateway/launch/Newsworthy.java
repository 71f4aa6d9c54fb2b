package aigateway.launch;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Filter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
import java.util.stream.Stream;

/**
 * What is worth a line: warnings of anybody, and what the gateway says. A filter, because some of Micro's loggers set
 * their own level whatever the configuration says. Remembers what was severe at first, so that a start that failed can
 * end with it.
 */
public final class Newsworthy implements Filter {

    /** Twice in two seconds, with its stack, for as long as a broker refuses us. */
    private static final String UNABLE_TO_RECONNECT = "AMQ154003";

    /** Grizzly's, of a request that anybody may send as often as they like, and that has been answered with 400. */
    private static final String TWO_LENGTHS = "Can't use both headers Content-Length and Transfer-Encoding";

    private static final long OFTEN_ENOUGH_MILLIS = 10 * 60_000L;

    /** When it was last heard; at first it was not. */
    private final AtomicLong heard = new AtomicLong(-OFTEN_ENOUGH_MILLIS);

    private static final int REMEMBERED = 3;
    private static final int LONGEST = 500;
    private static final List<String> REASONS = new CopyOnWriteArrayList<>();
    private static final List<String> CONSEQUENCES = new CopyOnWriteArrayList<>();

    @Override
    public boolean isLoggable(LogRecord record) {
        String message = String.valueOf(record.getMessage());
        if (message.startsWith(TWO_LENGTHS)
                || (message.startsWith(UNABLE_TO_RECONNECT) && isHeardOfLate(record.getMillis()))) {
            return false;
        }
        String logger = record.getLoggerName();
        boolean isNews = record.getLevel().intValue() >= Level.WARNING.intValue()
                || (logger != null && logger.startsWith("aigateway"));
        if (isNews && record.getLevel().intValue() >= Level.SEVERE.intValue()) {
            List<String> failures = record.getThrown() == null ? CONSEQUENCES : REASONS;
            if (failures.size() < REMEMBERED) {
                failures.add(line(record));
            }
        }
        return isNews;
    }

    private boolean isHeardOfLate(long now) {
        long last = heard.get();
        return now - last < OFTEN_ENOUGH_MILLIS || !heard.compareAndSet(last, now);
    }

    /**
     * The first severe events, a line each; those with a reason before others: what runs while an application that could not
     * start is taken away again complains of its going.
     */
    static List<String> failures() {
        return Stream.concat(REASONS.stream(), CONSEQUENCES.stream())
                .limit(REMEMBERED)
                .toList();
    }

    private static String line(LogRecord record) {
        String message =
                new SimpleFormatter().formatMessage(record).lines().findFirst().orElse("");
        String line = message.length() > LONGEST ? message.substring(0, LONGEST) + "…" : message;
        Throwable cause = record.getThrown();
        while (cause != null && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.format(
                "%n  %s: %s%s", record.getLoggerName(), line, cause == null ? "" : ", because of " + cause);
    }
}
