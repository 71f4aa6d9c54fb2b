package aigateway.identity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A session that someone signed out of before its time. */
@Entity
@Table(name = "ended_session")
class EndedSessionRow {

    @Id
    private String id;

    @Column(name = "expires_at", nullable = false)
    private long expiresAt;

    protected EndedSessionRow() {}

    EndedSessionRow(String id, Instant expiresAt) {
        this.id = id;
        this.expiresAt = expiresAt.toEpochMilli();
    }

    String id() {
        return id;
    }
}
