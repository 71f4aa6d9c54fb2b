package aigateway.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that was done, or was not allowed.
 *
 * @param lastAt when it happened last; later than {@code at} only where several are one entry
 * @param times how often it happened between the two
 * @param detail a sentence for people
 * @param version of the configuration that a manifest's change made
 */
public record AuditEntry(
        long id,
        Instant at,
        Instant lastAt,
        long times,
        Actor actor,
        AuditAction action,
        Thing thing,
        @Nullable String detail,
        @Nullable Long version) {}
