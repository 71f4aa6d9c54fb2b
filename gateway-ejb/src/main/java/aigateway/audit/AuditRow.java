package aigateway.audit;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Something that happened, as the database keeps it. Only ever added to; denials also grow in number. */
@Entity
@Table(name = "audit_event")
class AuditRow {

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "audit_event")
    @SequenceGenerator(name = "audit_event", sequenceName = "audit_event_id", allocationSize = 50)
    private long id;

    @Column(name = "happened_at", nullable = false)
    private long at;

    @Column(name = "last_at", nullable = false)
    private long lastAt;

    @Column(nullable = false)
    private long times;

    @Column(nullable = false)
    private String actor;

    @Column
    private @Nullable String address;

    @Column(nullable = false)
    private String action;

    @Column(name = "thing_type", nullable = false)
    private String type;

    @Column(name = "thing_name", nullable = false)
    private String name;

    @Column
    private @Nullable String detail;

    @Column
    private @Nullable Long version;

    @Column(name = "document_before")
    private @Nullable String before;

    @Column(name = "document_after")
    private @Nullable String after;

    protected AuditRow() {}

    AuditRow(Actor who, AuditAction action, Thing thing, @Nullable String detail, Instant at) {
        this.actor = who.name();
        this.address = who.address();
        this.action = action.name();
        this.type = thing.type();
        this.name = thing.name();
        this.detail = detail == null ? null : Texts.cut(detail, Texts.MAX_DETAIL);
        this.at = at.toEpochMilli();
        this.lastAt = this.at;
        this.times = 1;
    }

    void happened(long howOften, Instant last) {
        times = howOften;
        lastAt = last.toEpochMilli();
    }

    void changed(Versions versions) {
        version = versions.version();
        before = versions.before();
        after = versions.after();
    }

    long id() {
        return id;
    }

    /** Empty for what is about something else than a manifest. */
    Optional<KeptChange> change() {
        if (version == null) {
            return Optional.empty();
        }
        AuditEntry entry = entry(id, at, lastAt, times, actor, address, action, type, name, detail, version);
        return Optional.of(new KeptChange(entry, new Versions(version, before, after)));
    }

    /** For lists, which read no documents: a page of them may be a hundred megabytes. */
    static AuditEntry entry(
            long id,
            long at,
            long lastAt,
            long times,
            String actor,
            @Nullable String address,
            String action,
            String type,
            String name,
            @Nullable String detail,
            @Nullable Long version) {
        return new AuditEntry(
                id,
                Instant.ofEpochMilli(at),
                Instant.ofEpochMilli(lastAt),
                times,
                new Actor(actor, address),
                AuditAction.valueOf(action),
                new Thing(type, name),
                detail,
                version);
    }
}
