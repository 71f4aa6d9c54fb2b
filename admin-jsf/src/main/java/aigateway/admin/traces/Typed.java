package aigateway.admin.traces;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** Texts that anybody may have typed into an address; null is what cannot be understood. */
final class Typed {

    /** A hundred days. */
    private static final long MOST_MILLIS = 8_640_000_000L;
    /** What is kept counts nanoseconds in 64 bits. */
    private static final Instant LATEST = Instant.ofEpochSecond(9_000_000_000L);

    private Typed() {}

    static @Nullable Long millis(@Nullable String typed) {
        if (typed == null) {
            return null;
        }
        try {
            long millis = Long.parseLong(typed.strip());
            return millis > 0 && millis < MOST_MILLIS ? (Long) millis : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** As a browser writes a date with a time. */
    static @Nullable Instant moment(@Nullable String typed, ZoneId zone) {
        if (typed == null) {
            return null;
        }
        try {
            Instant moment = LocalDateTime.parse(typed.strip()).atZone(zone).toInstant();
            return moment.isBefore(Instant.EPOCH) || moment.isAfter(LATEST) ? null : moment;
        } catch (DateTimeException e) {
            return null;
        }
    }
}
