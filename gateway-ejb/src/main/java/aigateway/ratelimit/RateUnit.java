package aigateway.ratelimit;

import java.time.Duration;
import java.util.Locale;

/** What is counted, and over how long. */
enum RateUnit {
    REQUESTS_PER_MINUTE(false, Duration.ofMinutes(1)),
    REQUESTS_PER_HOUR(false, Duration.ofHours(1)),
    REQUESTS_PER_DAY(false, Duration.ofDays(1)),
    TOKENS_PER_MINUTE(true, Duration.ofMinutes(1)),
    TOKENS_PER_HOUR(true, Duration.ofHours(1)),
    TOKENS_PER_DAY(true, Duration.ofDays(1));

    private final boolean tokens;
    private final Duration window;

    RateUnit(boolean tokens, Duration window) {
        this.tokens = tokens;
        this.window = window;
    }

    static RateUnit of(String unit) {
        return valueOf(unit.toUpperCase(Locale.ROOT));
    }

    boolean tokens() {
        return tokens;
    }

    Duration window() {
        return window;
    }

    /** {@code requests per minute}. */
    String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
