package aigateway.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;

/**
 * A number that grows with every change of a subject. Nodes watch it; whoever changes the subject locks it first, so
 * changes happen one after another in the whole cluster.
 */
@Entity
@Table(name = "change_counter")
public class ChangeCounter {

    public static final String MANIFESTS = "manifests";
    public static final String KEYS = "keys";
    public static final String FIRST_START = "first-start";

    @Id
    private String subject;

    @Column(nullable = false)
    private long version;

    protected ChangeCounter() {}

    /** Waits for whoever changes the same subject, and holds it until the transaction ends. */
    public static ChangeCounter locked(EntityManager entities, String subject) {
        return entities.createQuery("SELECT c FROM ChangeCounter c WHERE c.subject = :subject", ChangeCounter.class)
                .setParameter("subject", subject)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .setHint("eclipselink.refresh", "true")
                .getSingleResult();
    }

    /** The number as it is now, without waiting for anyone. */
    public static long read(EntityManager entities, String subject) {
        return entities.createQuery("SELECT c.version FROM ChangeCounter c WHERE c.subject = :subject", Long.class)
                .setParameter("subject", subject)
                .getSingleResult();
    }

    public long version() {
        return version;
    }

    /** @return the new number */
    public long increment() {
        version++;
        return version;
    }
}
