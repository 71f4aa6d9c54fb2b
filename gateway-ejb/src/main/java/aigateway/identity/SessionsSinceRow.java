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

    private static final long SECOND = 1_000;

    @Id
    private String subject;

    @Column(nullable = false)
    private long since;

    protected SessionsSinceRow() {}

    SessionsSinceRow(Subject subject) {
        this.subject = subject.toString();
    }

    /** Later than any session that has begun: one that was opened in this second may begin in the next. */
    void moveTo(Instant start) {
        since = Math.max(since + SECOND, start.toEpochMilli());
    }

    String subject() {
        return subject;
    }

    long since() {
        return since;
    }
}
