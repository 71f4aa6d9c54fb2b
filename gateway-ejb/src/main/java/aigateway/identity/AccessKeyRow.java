package aigateway.identity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A key in the database: its SHA-256 and what is known about it. */
@Entity
@Table(name = "access_key")
class AccessKeyRow {

    @Id
    private String id;

    @Column(name = "token_hash", nullable = false)
    private String tokenHash;

    @Column(nullable = false)
    private String subject;

    @Column(nullable = false)
    private String name;

    @Column(nullable = false)
    private String form;

    @Column(nullable = false)
    private String hint;

    @Column(name = "issued_by", nullable = false)
    private String issuedBy;

    @Column(name = "issued_at", nullable = false)
    private long issuedAt;

    @Column(name = "expires_at")
    private @Nullable Long expiresAt;

    @Column(name = "revoked_at")
    private @Nullable Long revokedAt;

    @Column(name = "revoked_by")
    private @Nullable String revokedBy;

    @Column(name = "last_used_at")
    private @Nullable Long lastUsedAt;

    protected AccessKeyRow() {}

    AccessKeyRow(AccessKey key, TokenHash hash) {
        this.id = key.id();
        this.tokenHash = hash.hex();
        this.subject = key.subject().toString();
        this.name = key.name();
        this.form = key.form().name();
        this.hint = key.hint();
        this.issuedBy = key.issuedBy();
        this.issuedAt = key.issuedAt().toEpochMilli();
        this.expiresAt = millis(key.expiresAt());
    }

    private static @Nullable Long millis(@Nullable Instant instant) {
        return instant == null ? null : instant.toEpochMilli();
    }

    private static @Nullable Instant instant(@Nullable Long millis) {
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }

    /** @return false when it was revoked before */
    boolean revoke(Instant now, String actor) {
        if (revokedAt != null) {
            return false;
        }
        revokedAt = now.toEpochMilli();
        revokedBy = actor;
        return true;
    }

    /** Brings the end forward, never back. */
    void endBy(Instant end) {
        if (expiresAt == null || expiresAt > end.toEpochMilli()) {
            expiresAt = end.toEpochMilli();
        }
    }

    String id() {
        return id;
    }

    TokenHash hash() {
        return TokenHash.parse(tokenHash);
    }

    /** When it stops being valid; never for one that does not expire. */
    long endsAt() {
        long expiry = expiresAt == null ? Long.MAX_VALUE : expiresAt;
        return revokedAt == null ? expiry : Math.min(expiry, revokedAt);
    }

    AccessKey key() {
        return new AccessKey(
                id,
                Subject.parse(subject).orElseThrow(),
                name,
                AccessKey.Form.valueOf(form),
                hint,
                issuedBy,
                Instant.ofEpochMilli(issuedAt),
                instant(expiresAt),
                instant(revokedAt),
                revokedBy,
                instant(lastUsedAt));
    }
}
