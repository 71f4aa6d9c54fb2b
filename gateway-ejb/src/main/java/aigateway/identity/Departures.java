package aigateway.identity;

import aigateway.manifest.Change;
import aigateway.manifest.User;
import aigateway.manifest.VirtualAccount;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

/**
 * Ends the keys, the sessions and the password of whoever is deleted, so that a later namesake does not inherit them. A
 * name that begins to exist begins without sessions as well, whatever was signed for it before.
 */
@ApplicationScoped
class Departures {

    @Inject
    Keys keys;

    @Inject
    Passwords passwords;

    @Inject
    Sessions sessions;

    void gone(@Observes Change change) {
        if (change.action() != Change.Action.UPDATE && change.kind().equals(User.TYPE)) {
            sessions.endAll(Subject.user(change.name()));
        }
        if (change.action() != Change.Action.DELETE) {
            return;
        }
        if (change.kind().equals(VirtualAccount.TYPE)) {
            keys.revokeAll(Subject.virtualAccount(change.name()));
        } else if (change.kind().equals(User.TYPE)) {
            keys.revokeAll(Subject.user(change.name()));
            passwords.forget(change.name());
        }
    }
}
