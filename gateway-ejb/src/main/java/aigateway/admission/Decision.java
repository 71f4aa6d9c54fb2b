package aigateway.admission;

import aigateway.call.ErrorType;
import java.time.Duration;

/** A rule's answer. A refusal is a value, since it is an everyday answer. */
public sealed interface Decision {

    record Granted(Permit permit) implements Decision {}

    /**
     * @param message for the client; names the rule and says when to come back
     * @param retryAfter when the same call would be let in at the earliest
     */
    record Refused(ErrorType type, AppliedRule rule, String message, Duration retryAfter) implements Decision {}
}
