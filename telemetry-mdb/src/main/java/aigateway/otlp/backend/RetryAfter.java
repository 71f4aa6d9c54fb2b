package aigateway.otlp.backend;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How long a backend asks to be left alone: in the header {@code Retry-After} as seconds or a date, or otherwise. */
final class RetryAfter {

    /** Whoever asks for more is asked again after this. */
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private RetryAfter() {}

    static Optional<Duration> parse(@Nullable String header, Instant now) {
        if (header == null) {
            return Optional.empty();
        }
        String text = header.strip();
        try {
            Duration wait = text.chars().allMatch(Character::isDigit)
                    ? Duration.ofSeconds(Long.parseLong(text))
                    : Duration.between(
                            now,
                            ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                                    .toInstant());
            return Optional.of(bounded(wait));
        } catch (DateTimeException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    static Duration bounded(Duration wait) {
        if (wait.isNegative()) {
            return Duration.ZERO;
        }
        return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }
}
