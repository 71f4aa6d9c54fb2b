package aigateway.admission;

import aigateway.call.ModelCall;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Asks every rule in turn. The first refusal is the answer, and the rules that had agreed get back what they reserved. */
public final class Admission {

    private final List<AdmissionRule> rules;

    public Admission(List<AdmissionRule> rules) {
        this.rules = List.copyOf(rules);
    }

    public Decision admit(ModelCall call) {
        List<Permit> permits = new ArrayList<>(rules.size());
        for (AdmissionRule rule : rules) {
            Decision decision = rule.admit(call);
            if (decision instanceof Decision.Refused refused) {
                permits.forEach(permit -> permit.settle(Settlement.REFUSED));
                return refused.after(applied(permits));
            }
            permits.add(((Decision.Granted) decision).permit());
        }
        return new Decision.Granted(new AllOf(permits, applied(permits), new AtomicBoolean()));
    }

    private static List<AppliedRule> applied(List<Permit> permits) {
        List<AppliedRule> applied = new ArrayList<>();
        permits.forEach(permit -> applied.addAll(permit.rules()));
        return List.copyOf(applied);
    }

    private record AllOf(List<Permit> permits, List<AppliedRule> rules, AtomicBoolean settled) implements Permit {

        @Override
        public void settle(Settlement settlement) {
            if (settled.compareAndSet(false, true)) {
                permits.forEach(permit -> permit.settle(settlement));
            }
        }
    }
}
