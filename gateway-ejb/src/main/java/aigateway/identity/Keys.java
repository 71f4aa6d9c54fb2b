package aigateway.identity;

import aigateway.audit.Actor;
import aigateway.audit.AuditAction;
import aigateway.audit.AuditTrail;
import aigateway.audit.Thing;
import aigateway.store.ChangeCounter;
import aigateway.store.Watchers;
import com.nimbusds.jwt.JWTClaimsSet;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Keys of users and virtual accounts. A key's value exists in the answer that issues it and nowhere else. What is
 * changed here holds in this process once the transaction is over, and on every other as soon as it has seen the new
 * version, well within two seconds.
 */
@Stateless
public class Keys {

    /** Begins every opaque key, so that a leaked one is recognised. */
    public static final String PREFIX = "agw_";

    /** In UTF-16, so that no database has room for less. */
    public static final int LONGEST_NAME = 256;

    private static final int OPAQUE_BYTES = 32;
    private static final int HINT_LENGTH = 8;
    private static final SecureRandom RANDOM = new SecureRandom();

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

    /** @param expiresAt null: valid until it is revoked */
    public AccessKey.Issued issue(
            Subject subject, String name, AccessKey.Form form, @Nullable Instant expiresAt, Actor actor) {
        AccessKey.Issued issued = make(subject, name, form, expiresAt, actor);
        keep(actor, AuditAction.KEY_ISSUED, issued.key(), "");
        return issued;
    }

    private AccessKey.Issued make(
            Subject subject, String name, AccessKey.Form form, @Nullable Instant expiresAt, Actor actor) {
        String id = UUID.randomUUID().toString();
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        String token = form == AccessKey.Form.OPAQUE ? opaque() : signed(id, subject, now, expiresAt);
        // A signed key begins like any other of its kind: its end tells it apart.
        String hint = form == AccessKey.Form.OPAQUE
                ? token.substring(0, HINT_LENGTH) + '…'
                : '…' + token.substring(token.length() - HINT_LENGTH + 2);
        AccessKey key = new AccessKey(
                id,
                subject,
                name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name,
                form,
                hint,
                actor.name(),
                now,
                expiresAt,
                null,
                null,
                null);
        entities.persist(new AccessKeyRow(key, TokenHash.of(token)));
        changed();
        return new AccessKey.Issued(key, token);
    }

    private static String opaque() {
        byte[] random = new byte[OPAQUE_BYTES];
        RANDOM.nextBytes(random);
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    private String signed(String id, Subject subject, Instant now, @Nullable Instant expiresAt) {
        JWTClaimsSet claims = tokens.key(id, subject, now, expiresAt);
        return live.current().sign(claims);
    }

    /** @return false when there is no such key */
    public boolean revoke(String id, Actor actor) {
        AccessKeyRow row = entities.find(AccessKeyRow.class, id);
        if (row == null) {
            return false;
        }
        revoke(row, actor);
        changed();
        return true;
    }

    /** Ends every key of a subject, for when the subject itself goes. */
    public int revokeAll(Subject subject, Actor actor) {
        List<AccessKeyRow> rows = rows(subject);
        rows.forEach(row -> revoke(row, actor));
        if (!rows.isEmpty()) {
            changed();
        }
        return rows.size();
    }

    /** One that was revoked before stays as it was. */
    private void revoke(AccessKeyRow row, Actor actor) {
        if (row.revoke(clock.instant(), actor.name())) {
            keep(actor, AuditAction.KEY_REVOKED, row.key(), "");
        }
    }

    /**
     * A new key in the place of an old one, with the same name and lifetime.
     *
     * @param grace how long the old one still works
     * @return empty when there is no such key, or it has ended already
     */
    public Optional<AccessKey.Issued> rotate(String id, Duration grace, Actor actor) {
        AccessKeyRow row = entities.find(AccessKeyRow.class, id);
        Instant now = clock.instant();
        if (row == null || !row.key().isActive(now)) {
            return Optional.empty();
        }
        AccessKey old = row.key();
        Instant end = old.expiresAt() == null
                ? null
                : now.plus(Duration.between(old.issuedAt(), old.expiresAt())).truncatedTo(ChronoUnit.SECONDS);
        row.endBy(now.plus(grace));
        AccessKey.Issued issued = make(old.subject(), old.name(), old.form(), end, actor);
        keep(actor, AuditAction.KEY_ROTATED, issued.key(), ", in the place of " + old.hint() + " (" + old.id() + ")");
        return Optional.of(issued);
    }

    /**
     * A new key in the place of all that a subject has.
     *
     * @param grace how long the old ones still work
     */
    public AccessKey.Issued replace(
            Subject subject,
            String name,
            AccessKey.Form form,
            @Nullable Instant expiresAt,
            Duration grace,
            Actor actor) {
        Instant end = clock.instant().plus(grace);
        List<AccessKeyRow> others = rows(subject);
        others.forEach(row -> row.endBy(end));
        if (others.isEmpty()) {
            return issue(subject, name, form, expiresAt, actor);
        }
        AccessKey.Issued issued = make(subject, name, form, expiresAt, actor);
        keep(actor, AuditAction.KEY_ROTATED, issued.key(), ", in the place of all others");
        return issued;
    }

    public Optional<AccessKey> find(String id) {
        return Optional.ofNullable(entities.find(AccessKeyRow.class, id)).map(AccessKeyRow::key);
    }

    /** Newest first; ended ones too. */
    public List<AccessKey> of(Subject subject) {
        return rows(subject).stream().map(AccessKeyRow::key).toList();
    }

    /** When the token that stands in a subject's manifest was last used, to about a minute. */
    public Optional<Instant> manifestTokenUsedAt(Subject subject) {
        return Optional.ofNullable(entities.find(ManifestTokenUseRow.class, subject.toString()))
                .map(ManifestTokenUseRow::lastUsedAt);
    }

    /** Another token stands there now, or none. */
    public void forgetManifestToken(Subject subject) {
        ManifestTokenUseRow row = entities.find(ManifestTokenUseRow.class, subject.toString());
        if (row != null) {
            entities.remove(row);
        }
    }

    private List<AccessKeyRow> rows(Subject subject) {
        return entities.createQuery(
                        "SELECT k FROM AccessKeyRow k WHERE k.subject = :subject ORDER BY k.issuedAt DESC, k.id",
                        AccessKeyRow.class)
                .setParameter("subject", subject.toString())
                .getResultList();
    }

    private void keep(Actor actor, AuditAction action, AccessKey key, String more) {
        String which = "The key '" + key.name() + "' " + key.hint() + " of " + key.subject() + more;
        audit.keep(actor, action, new Thing(Thing.KEY, key.id()), which);
    }

    private void changed() {
        ChangeCounter.locked(entities, ChangeCounter.KEYS).increment();
        watchers.changed(ChangeCounter.KEYS);
    }
}
