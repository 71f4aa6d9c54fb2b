package aigateway.identity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** Since when sessions of a subject count. */
@Entity
@Table(name = "sessions_since")
class SessionsSinceRow {

    @Id
    private String subject;

    @Column(nullable = false)
    private long since;

    protected SessionsSinceRow() {}

    SessionsSinceRow(Subject subject) {
        this.subject = subject.toString();
    }

    /** Never goes back. */
    void moveTo(Instant start) {
        since = Math.max(since, start.toEpochMilli());
    }

    String subject() {
        return subject;
    }

    long since() {
        return since;
    }
}
