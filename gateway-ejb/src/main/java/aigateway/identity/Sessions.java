package aigateway.identity;

import aigateway.audit.Actor;
import aigateway.audit.AuditAction;
import aigateway.audit.AuditTrail;
import aigateway.audit.Thing;
import aigateway.store.ChangeCounter;
import aigateway.store.Watchers;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.UUID;

/**
 * Who is signed in, over the API or in the console. A session is not kept anywhere; what is kept is what ended early: one
 * session, or all that a subject had before its password was changed or its name was given away.
 *
 * <p>Times of sessions are whole seconds, as in a token. What ends them moves to the next second, and a session that begins
 * in between begins then.
 */
@Stateless
public class Sessions {

    @PersistenceContext(unitName = "gateway")
    EntityManager entities;

    @Inject
    Watchers watchers;

    @Inject
    LiveKeys live;

    @Inject
    GatewayTokens tokens;

    @Inject
    AuditTrail audit;

    @Inject
    InstantSource clock;

    /** A token of the gateway that ends by itself. */
    public String open(Subject subject, Duration length) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        return live.current()
                .sign(tokens.session(UUID.randomUUID().toString(), subject, start(subject), now.plus(length)));
    }

    /** When a session that is opened now begins. */
    public Instant start(Subject subject) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Instant since = Instant.ofEpochMilli(live.current().sessionsSince(subject));
        return since.isAfter(now) ? since : now;
    }

    /** Whether a session that began then still counts; answered from memory. */
    public boolean holds(Subject subject, Instant start) {
        return start.toEpochMilli() >= live.current().sessionsSince(subject);
    }

    /**
     * Ends the session that a caller came with.
     *
     * @param address where it came from
     * @return false when it came with something else: a key, or a token of another issuer
     */
    public boolean end(Caller caller, String address) {
        String id = caller.keyId();
        if (id == null || !(caller.claims().get("exp") instanceof Date expiry)) {
            return false;
        }
        if (entities.find(AccessKeyRow.class, id) != null) {
            return false;
        }
        changed();
        entities.createQuery("DELETE FROM EndedSessionRow s WHERE s.expiresAt < :now")
                .setParameter("now", clock.millis())
                .executeUpdate();
        if (entities.find(EndedSessionRow.class, id) == null) {
            entities.persist(new EndedSessionRow(id, expiry.toInstant()));
        }
        signedOut(caller.subject(), address);
        return true;
    }

    /** Of a browser's session, which the server ends. */
    public void signedOut(Subject subject, String address) {
        audit.keep(
                new Actor(subject.toString(), address),
                AuditAction.SIGNED_OUT,
                new Thing(Thing.SESSION, subject.name()),
                null);
    }

    /** Ends all that a subject has. */
    public void endAll(Subject subject) {
        changed();
        SessionsSinceRow known = entities.find(SessionsSinceRow.class, subject.toString());
        SessionsSinceRow row = known == null ? new SessionsSinceRow(subject) : known;
        row.moveTo(clock.instant().truncatedTo(ChronoUnit.SECONDS).plusSeconds(1));
        if (known == null) {
            entities.persist(row);
        }
    }

    private void changed() {
        ChangeCounter.locked(entities, ChangeCounter.KEYS).increment();
        watchers.changed(ChangeCounter.KEYS);
    }
}
