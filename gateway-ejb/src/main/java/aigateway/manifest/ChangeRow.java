package aigateway.manifest;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Who changed a manifest, when, and what it was before. Only ever added to. */
@Entity
@Table(name = "manifest_change")
class ChangeRow {

    static final int MAX_ACTOR = 320;

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "manifest_change")
    @SequenceGenerator(name = "manifest_change", sequenceName = "manifest_change_id", allocationSize = 50)
    private long id;

    @Column(nullable = false)
    private long version;

    @Column(nullable = false)
    private String kind;

    @Column(nullable = false)
    private String name;

    @Column(name = "changed_by", nullable = false)
    private String changedBy;

    @Column(name = "changed_at", nullable = false)
    private long changedAt;

    @Column(name = "document_before")
    private @Nullable String before;

    @Column(name = "document_after")
    private @Nullable String after;

    protected ChangeRow() {}

    ChangeRow(
            ManifestRow.Key key,
            long version,
            String actor,
            Instant now,
            @Nullable String before,
            @Nullable String after) {
        this.kind = key.kind;
        this.name = key.name;
        this.version = version;
        this.changedBy = actor.length() > MAX_ACTOR ? actor.substring(0, MAX_ACTOR) : actor;
        this.changedAt = now.toEpochMilli();
        this.before = before;
        this.after = after;
    }

    long version() {
        return version;
    }

    String changedBy() {
        return changedBy;
    }

    Instant changedAt() {
        return Instant.ofEpochMilli(changedAt);
    }

    @Nullable
    String before() {
        return before;
    }

    @Nullable
    String after() {
        return after;
    }
}
