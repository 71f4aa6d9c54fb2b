package aigateway.admin.audit;

import aigateway.audit.AuditAction;
import aigateway.audit.AuditEntry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;

/** An entry in a person's words. */
@Named("auditWording")
@ApplicationScoped
public class Wording {

    public String action(AuditAction action) {
        return switch (action) {
            case MANIFEST_CREATED -> "created";
            case MANIFEST_CHANGED -> "changed";
            case MANIFEST_DELETED -> "deleted";
            case KEY_ISSUED -> "issued a key";
            case KEY_ROTATED -> "rotated a key";
            case KEY_REVOKED -> "revoked a key";
            case PASSWORD_SET -> "set a password";
            case SIGNED_IN -> "signed in";
            case SIGN_IN_FAILED -> "failed to sign in";
            case SIGNED_OUT -> "signed out";
            case DENIED -> "was turned away";
            case DENIALS_NOT_KEPT -> "kept no more denials";
        };
    }

    /** The colour of its label. */
    public String tone(AuditEntry entry) {
        return switch (entry.action().outcome()) {
            case DONE -> entry.action() == AuditAction.MANIFEST_DELETED || entry.action() == AuditAction.KEY_REVOKED
                    ? "warn"
                    : "";
            case FAILED, DENIED -> "bad";
        };
    }

    public boolean isChange(AuditEntry entry) {
        return entry.version() != null;
    }
}
