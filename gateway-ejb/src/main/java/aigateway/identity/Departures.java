package aigateway.identity;

import aigateway.manifest.Change;
import aigateway.manifest.User;
import aigateway.manifest.VirtualAccount;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

/** Ends the keys and the password of whoever is deleted, so that a later namesake does not inherit them. */
@ApplicationScoped
class Departures {

    @Inject
    Keys keys;

    @Inject
    Passwords passwords;

    void gone(@Observes Change change) {
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
