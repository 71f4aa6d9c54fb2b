package aigateway.identity;

import aigateway.audit.Actor;
import aigateway.audit.AuditAction;
import aigateway.audit.AuditTrail;
import aigateway.audit.Denial;
import aigateway.audit.Denials;
import aigateway.audit.Thing;
import aigateway.manifest.Configuration;
import aigateway.manifest.type.Secret;
import aigateway.manifest.type.User;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Signing in by name and password, for the console and for {@code POST /api/svc/v1/login}. */
@Stateless
public class Passwords {

    /** Fewer characters are guessed. */
    public static final int MIN_LENGTH = 8;

    /** More are a way to keep the processor busy. */
    public static final int MAX_LENGTH = 1024;

    @PersistenceContext(unitName = "gateway")
    EntityManager entities;

    @Inject
    Configuration configuration;

    @Inject
    Directory directory;

    @Inject
    SignInThrottle throttle;

    @Inject
    Sessions sessions;

    @Inject
    AuditTrail audit;

    @Inject
    Denials denials;

    @Inject
    InstantSource clock;

    /**
     * @param address where the try comes from, as far as the server tells
     * @return empty for an unknown name, a wrong password, and one that comes too soon after several failures; nobody
     *     can tell which
     */
    public Optional<Caller> signIn(String username, String password, String address) {
        if (!passes(username, password, address)) {
            denials.note(failed(username, address), null);
            return Optional.empty();
        }
        Subject subject = Subject.user(username);
        audit.keep(
                new Actor(subject.toString(), address),
                AuditAction.SIGNED_IN,
                new Thing(Thing.SESSION, username),
                null);
        return directory.find(subject, null, Map.of());
    }

    /** Only names that exist are kept: what else is typed into that field may be a password. */
    private Denial failed(String username, String address) {
        boolean known = configuration.current().users().containsKey(username);
        return new Denial(
                new Actor(known ? Subject.user(username).toString() : "unknown user", address),
                AuditAction.SIGN_IN_FAILED,
                new Thing(Thing.SESSION, known ? username : "unknown user"));
    }

    private boolean passes(String username, String password, String address) {
        if (username.isEmpty() || password.length() > MAX_LENGTH || !throttle.begin(username, address)) {
            return false;
        }
        if (!isRight(configuration.current().users().get(username), username, password)) {
            return false;
        }
        throttle.succeeded(username, address);
        return true;
    }

    private boolean isRight(@Nullable User user, String username, String password) {
        PasswordRow row = user == null ? null : entities.find(PasswordRow.class, username);
        if (row != null) {
            return PasswordHash.matches(password, row.verifier());
        }
        Secret initial = user == null ? null : user.password();
        // Takes as long as a real check, so that time does not tell who exists.
        boolean none = PasswordHash.matches(password, PasswordHash.NONE);
        return initial != null && PasswordHash.equal(password, initial.value()) && !none;
    }

    /** From now on the manifest's initial password no longer counts, nor does who signed in with an older one. */
    public void set(String username, String password, Actor actor) {
        PasswordRow row = entities.find(PasswordRow.class, username);
        PasswordRow changed = row == null ? new PasswordRow(username) : row;
        changed.change(PasswordHash.of(password), clock.instant());
        sessions.endAll(Subject.user(username));
        audit.keep(actor, AuditAction.PASSWORD_SET, new Thing(Thing.PASSWORD, username), null);
        if (row == null) {
            entities.persist(changed);
        }
    }

    public void forget(String username) {
        PasswordRow row = entities.find(PasswordRow.class, username);
        if (row != null) {
            entities.remove(row);
        }
    }

    /** @return false when the old password is wrong or the new one too short or too long */
    public boolean change(String username, String oldPassword, String newPassword, String address) {
        if (newPassword.length() < MIN_LENGTH
                || newPassword.length() > MAX_LENGTH
                || !passes(username, oldPassword, address)) {
            return false;
        }
        set(username, newPassword, new Actor(Subject.user(username).toString(), address));
        return true;
    }
}
