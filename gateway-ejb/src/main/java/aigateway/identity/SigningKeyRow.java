package aigateway.identity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A signing key of the gateway in the database, sealed. */
@Entity
@Table(name = "signing_key")
class SigningKeyRow {

    @Id
    private String id;

    @Column(nullable = false)
    private String sealed;

    @Column(name = "created_at", nullable = false)
    private long createdAt;

    protected SigningKeyRow() {}

    SigningKeyRow(String id, String sealed, Instant now) {
        this.id = id;
        this.sealed = sealed;
        this.createdAt = now.toEpochMilli();
    }

    String id() {
        return id;
    }

    String sealed() {
        return sealed;
    }
}
