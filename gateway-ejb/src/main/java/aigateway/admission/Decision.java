package aigateway.admission;

import aigateway.call.ErrorType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A rule's answer. A refusal is a value, since it is an everyday answer. */
public sealed interface Decision {

    record Granted(Permit permit) implements Decision {}

    /**
     * @param message for the client; names the rule and says when to come back
     * @param retryAfter when the same call would be let in at the earliest
     * @param agreed what had let the call in before
     */
    record Refused(ErrorType type, AppliedRule rule, String message, Duration retryAfter, List<AppliedRule> agreed)
            implements Decision {

        public Refused {
            agreed = List.copyOf(agreed);
        }

        public Refused(ErrorType type, AppliedRule rule, String message, Duration retryAfter) {
            this(type, rule, message, retryAfter, List.of());
        }

        /** All rules that looked at the call; the one that refused is the last. */
        public List<AppliedRule> asked() {
            List<AppliedRule> asked = new ArrayList<>(agreed);
            asked.add(rule);
            return asked;
        }

        /** The same refusal, after others had agreed. */
        public Refused after(List<AppliedRule> before) {
            List<AppliedRule> all = new ArrayList<>(before);
            all.addAll(agreed);
            return new Refused(type, rule, message, retryAfter, all);
        }
    }
}
