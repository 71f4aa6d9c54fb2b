package aigateway.manifest;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;

/** A manifest in the database: JSON as it was written, secrets sealed. */
@Entity
@Table(name = "manifest")
@IdClass(ManifestRow.Key.class)
class ManifestRow {

    private static final int MAX_ACTOR = 320;

    /** JPA wants a plain class here. */
    static final class Key implements Serializable {

        private static final long serialVersionUID = 1L;

        String kind;
        String name;

        Key() {
            this("", "");
        }

        Key(String kind, String name) {
            this.kind = kind;
            this.name = name;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && kind.equals(key.kind) && name.equals(key.name);
        }

        @Override
        public int hashCode() {
            return 31 * kind.hashCode() + name.hashCode();
        }
    }

    @Id
    private String kind;

    @Id
    private String name;

    @Column(nullable = false)
    private String type;

    @Column(nullable = false)
    private String document;

    @Column(nullable = false)
    private long version;

    @Column(name = "updated_by", nullable = false)
    private String updatedBy;

    @Column(name = "updated_at", nullable = false)
    private long updatedAt;

    protected ManifestRow() {}

    ManifestRow(String kind, String name) {
        this.kind = kind;
        this.name = name;
    }

    void change(String newType, String newDocument, long newVersion, String actor, Instant now) {
        type = newType;
        document = newDocument;
        version = newVersion;
        updatedBy = actor.length() > MAX_ACTOR ? actor.substring(0, MAX_ACTOR) : actor;
        updatedAt = now.toEpochMilli();
    }

    String kind() {
        return kind;
    }

    String name() {
        return name;
    }

    String type() {
        return type;
    }

    String document() {
        return document;
    }

    long version() {
        return version;
    }

    String updatedBy() {
        return updatedBy;
    }

    Instant updatedAt() {
        return Instant.ofEpochMilli(updatedAt);
    }
}
