package aigateway.identity;

import aigateway.manifest.Change;
import aigateway.manifest.Changed;
import aigateway.manifest.type.User;
import aigateway.manifest.type.VirtualAccount;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

/**
 * Ends the keys, the sessions and the password of whoever is deleted, so that a later namesake does not inherit them. A
 * name that begins to exist begins without sessions as well, whatever was signed for it before. Another password in a
 * user's manifest, or none where there was one, is a reset: it counts instead of the one they chose, and whoever signed in
 * with that is signed out.
 */
@ApplicationScoped
class Departures {

    @Inject
    Keys keys;

    @Inject
    Passwords passwords;

    @Inject
    Sessions sessions;

    void changed(@Observes Changed changed) {
        Change change = changed.change();
        if (change.kind().equals(User.TYPE)) {
            user(change, changed);
        } else if (change.kind().equals(VirtualAccount.TYPE)) {
            virtualAccount(change, changed);
        }
    }

    private void user(Change change, Changed changed) {
        Subject user = Subject.user(change.name());
        boolean reset = changed.secrets().contains("password");
        if (change.action() != Change.Action.UPDATE || reset) {
            sessions.endAll(user);
        }
        if (change.action() == Change.Action.DELETE) {
            keys.revokeAll(user, changed.by());
        }
        if (change.action() == Change.Action.DELETE || reset) {
            passwords.forget(change.name());
        }
    }

    private void virtualAccount(Change change, Changed changed) {
        Subject account = Subject.virtualAccount(change.name());
        if (change.action() == Change.Action.DELETE) {
            keys.revokeAll(account, changed.by());
        }
        if (change.action() == Change.Action.DELETE || changed.secrets().contains("token")) {
            keys.forgetManifestToken(account);
        }
    }
}
