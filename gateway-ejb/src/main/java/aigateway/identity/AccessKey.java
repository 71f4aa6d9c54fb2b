package aigateway.identity;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key of a user or a virtual account, as it can be shown: never its value.
 *
 * @param name what its owner calls it
 * @param hint the first characters, to tell keys apart
 * @param lastUsedAt to about a minute
 */
public record AccessKey(
        String id,
        Subject subject,
        String name,
        Form form,
        String hint,
        String issuedBy,
        Instant issuedAt,
        @Nullable Instant expiresAt,
        @Nullable Instant revokedAt,
        @Nullable String revokedBy,
        @Nullable Instant lastUsedAt) {

    public enum Form {
        /** Signed by the gateway, readable by whoever holds it. */
        JWT,
        /** Random, and says nothing. */
        OPAQUE
    }

    public boolean isActive(Instant now) {
        return revokedAt == null && (expiresAt == null || expiresAt.isAfter(now));
    }

    /** A key at the only moment its value is known. */
    public record Issued(AccessKey key, String token) {

        /** Never the token. */
        @Override
        public String toString() {
            return "Issued[" + key + ']';
        }
    }
}
