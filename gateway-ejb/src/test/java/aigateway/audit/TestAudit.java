package aigateway.audit;

import jakarta.persistence.EntityManager;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** The audit trail as the container would wire it. */
public final class TestAudit {

    private TestAudit() {}

    public static AuditTrail trail(EntityManager entities, InstantSource clock) {
        AuditTrail trail = new AuditTrail();
        trail.entities = entities;
        trail.clock = clock;
        return trail;
    }

    public static Denials denials(InstantSource clock) {
        Denials denials = new Denials();
        denials.clock = clock;
        return denials;
    }

    /** Who was turned away how often and is not in the database yet. */
    public static Map<Denial, Long> noted(Denials denials) {
        Map<Denial, Long> result = new HashMap<>();
        denials.unwritten().forEach((denial, tally) -> result.put(denial, tally.times()));
        return result;
    }

    public static AuditQueries queries(EntityManager entities) {
        AuditQueries queries = new AuditQueries();
        queries.entities = entities;
        return queries;
    }
}
