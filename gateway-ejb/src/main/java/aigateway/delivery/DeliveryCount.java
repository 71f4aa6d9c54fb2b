package aigateway.delivery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How an exporter has fared.
 *
 * @param delivered spans that its backend has taken
 * @param failed attempts that were repeated later
 * @param dropped spans that its backend did not want, or that an administrator threw away
 * @param error what the backend said when it last took nothing
 */
public record DeliveryCount(
        long delivered,
        long failed,
        long dropped,
        @Nullable Instant deliveredAt,
        @Nullable String error,
        @Nullable Instant errorAt) {

    public static final DeliveryCount NONE = new DeliveryCount(0, 0, 0, null, null, null);

    static DeliveryCount dropped(long spans) {
        return new DeliveryCount(0, 0, spans, null, null, null);
    }

    public DeliveryCount plus(DeliveryCount later) {
        return new DeliveryCount(
                delivered + later.delivered,
                failed + later.failed,
                dropped + later.dropped,
                later.deliveredAt == null ? deliveredAt : later.deliveredAt,
                later.errorAt == null ? error : later.error,
                later.errorAt == null ? errorAt : later.errorAt);
    }
}
