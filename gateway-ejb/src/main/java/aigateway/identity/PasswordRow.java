package aigateway.identity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** What a password is checked against. */
@Entity
@Table(name = "password")
class PasswordRow {

    @Id
    private String username;

    @Column(nullable = false)
    private String verifier;

    @Column(name = "changed_at", nullable = false)
    private long changedAt;

    protected PasswordRow() {}

    PasswordRow(String username) {
        this.username = username;
    }

    void change(String newVerifier, Instant now) {
        verifier = newVerifier;
        changedAt = now.toEpochMilli();
    }

    String verifier() {
        return verifier;
    }
}
