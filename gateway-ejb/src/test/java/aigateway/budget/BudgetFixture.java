package aigateway.budget;

import aigateway.admission.Decision;
import aigateway.admission.Permit;
import aigateway.call.ModelCall;
import aigateway.call.Operation;
import aigateway.identity.Caller;
import aigateway.identity.Subject;
import aigateway.manifest.Snapshot;
import aigateway.manifest.type.BudgetConfig;
import aigateway.manifest.type.When;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** Rules and calls that the tests of this package share. */
final class BudgetFixture {

    static final Caller ANN = user("ann", "ml");
    static final Caller BOB = user("bob");

    private BudgetFixture() {}

    static Snapshot snapshot(BudgetConfig.Rule... rules) {
        return Snapshot.of(1, "default", List.of(new BudgetConfig(BudgetConfig.TYPE, "budgets", List.of(rules))));
    }

    static BudgetConfig.Rule rule(String id, String limit, String unit, String... per) {
        return new BudgetConfig.Rule(id, When.ALWAYS, new BigDecimal(limit), unit, List.of(per), false, null);
    }

    static ModelCall call(String worstCase) {
        return call(ANN, worstCase);
    }

    static ModelCall call(Caller caller, String worstCase) {
        return new ModelCall(
                caller,
                Operation.CHAT,
                "m/a",
                Map.of(),
                false,
                100,
                900,
                worstCase == null ? null : new BigDecimal(worstCase));
    }

    static ModelCall unboundedCall(String guess) {
        return new ModelCall(ANN, Operation.CHAT, "m/a", Map.of(), false, 100, 4096, false, new BigDecimal(guess));
    }

    static boolean granted(Decision decision) {
        return decision instanceof Decision.Granted;
    }

    static Permit permit(Decision decision) {
        return ((Decision.Granted) decision).permit();
    }

    static Decision.Refused refused(Decision decision) {
        return (Decision.Refused) decision;
    }

    static Caller user(String name, String... teams) {
        return Caller.of(Subject.user(name), name, List.of(teams), List.of(Caller.MEMBER), "k", Map.of());
    }
}
