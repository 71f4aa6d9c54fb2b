package aigateway.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which entries somebody asks for; null asks for all.
 *
 * @param from the earliest
 * @param to the first that is too late
 * @param type of the {@link Thing}
 * @param name of the {@link Thing}
 */
public record AuditFilter(
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable String actor,
        @Nullable AuditAction action,
        @Nullable String type,
        @Nullable String name) {

    public static final AuditFilter ALL = new AuditFilter(null, null, null, null, null, null);
}
