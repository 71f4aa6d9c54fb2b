package aigateway.audit;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What somebody did, or tried to do. */
public enum AuditAction {
    MANIFEST_CREATED(Outcome.DONE),
    MANIFEST_CHANGED(Outcome.DONE),
    MANIFEST_DELETED(Outcome.DONE),
    KEY_ISSUED(Outcome.DONE),
    KEY_ROTATED(Outcome.DONE),
    KEY_REVOKED(Outcome.DONE),
    PASSWORD_SET(Outcome.DONE),
    SIGNED_IN(Outcome.DONE),
    SIGN_IN_FAILED(Outcome.FAILED),
    SIGNED_OUT(Outcome.DONE),
    DENIED(Outcome.DENIED),
    /** More was turned away at once than is kept one by one. */
    DENIALS_NOT_KEPT(Outcome.DENIED);

    /** How it ended. */
    public enum Outcome {
        DONE,
        FAILED,
        DENIED;

        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Outcome outcome;

    AuditAction(Outcome outcome) {
        this.outcome = outcome;
    }

    public Outcome outcome() {
        return outcome;
    }

    /** As the API and the console write it: {@code key-issued}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<AuditAction> parse(String text) {
        return Arrays.stream(values())
                .filter(action -> action.text().equals(text))
                .findFirst();
    }
}
