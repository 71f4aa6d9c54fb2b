package aigateway.identity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** When the token that stands in a manifest was last used. */
@Entity
@Table(name = "manifest_token_use")
class ManifestTokenUseRow {

    @Id
    private String subject;

    @Column(name = "last_used_at", nullable = false)
    private long lastUsedAt;

    protected ManifestTokenUseRow() {}

    ManifestTokenUseRow(Subject subject, long millis) {
        this.subject = subject.toString();
        this.lastUsedAt = millis;
    }

    /** Never goes back: another node may have written later. */
    void used(long millis) {
        lastUsedAt = Math.max(lastUsedAt, millis);
    }

    Instant lastUsedAt() {
        return Instant.ofEpochMilli(lastUsedAt);
    }
}
