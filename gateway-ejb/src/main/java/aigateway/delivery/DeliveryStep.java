package aigateway.delivery;

import java.time.Duration;
import java.time.Instant;

/**
 * Five minutes of delivery.
 *
 * @param delivered spans, as those dropped
 * @param failed attempts
 * @param waiting the most messages that were seen
 */
public record DeliveryStep(Instant begun, long delivered, long failed, long dropped, long waiting) {

    public static final Duration LENGTH = Duration.ofMinutes(5);

    /** When the step began in which a moment is. */
    static long of(Instant moment) {
        return Math.floorDiv(moment.toEpochMilli(), LENGTH.toMillis()) * LENGTH.toMillis();
    }
}
