package aigateway.admin.routing;

import aigateway.call.ModelCall;
import aigateway.call.ModelNames;
import aigateway.manifest.Snapshot;
import aigateway.manifest.type.BudgetConfig;
import aigateway.manifest.type.FallbackConfig;
import aigateway.manifest.type.LoadBalancingConfig;
import aigateway.manifest.type.RateLimitingConfig;
import aigateway.manifest.type.When;
import aigateway.routing.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which rules a request would meet, in the order in which the gateway asks them, and why. */
final class Foresight {

    /**
     * @param none what is said where there is no rule at all
     */
    public record Section(String title, String none, List<Line> rules) {}

    /**
     * @param tone {@code ok} when it applies
     * @param then what follows from it; may be empty
     */
    public record Line(String id, boolean applies, String verdict, String tone, String reason, String then) {}

    private final Snapshot snapshot;
    private final ModelCall asked;
    private final ModelCall planned;

    /** Routing goes by what was asked for, limits and budgets by all that the call may reach. */
    Foresight(Snapshot snapshot, ModelCall call, Plan plan) {
        ModelNames names = plan.names();
        this.snapshot = snapshot;
        this.asked = call.planned(new ModelNames(names.canonical(), names.own(), Set.of()));
        this.planned = call.planned(names);
    }

    List<Section> sections() {
        return List.of(balancing(), fallbacks(), rateLimits(), budgets());
    }

    private Section balancing() {
        List<Line> lines = new ArrayList<>();
        String first = null;
        for (LoadBalancingConfig.Rule rule :
                snapshot.loadBalancing().map(LoadBalancingConfig::rules).orElse(List.of())) {
            Line line = line(rule.id(), rule.when(), asked, first, Words.how(rule.type()));
            first = line.applies() ? rule.id() : first;
            lines.add(line);
        }
        return new Section("Load balancing", "No rule: the model's own route decides.", lines);
    }

    private Section fallbacks() {
        List<Line> lines = new ArrayList<>();
        for (FallbackConfig.Rule rule :
                snapshot.fallback().map(FallbackConfig::rules).orElse(List.of())) {
            lines.add(line(rule.id(), rule.when().call(), asked, null, Words.fallback(rule)));
        }
        return new Section("Fallback", "No rule: when every target has failed, the caller is told.", lines);
    }

    private Section rateLimits() {
        List<Line> lines = new ArrayList<>();
        String last = null;
        for (RateLimitingConfig.Rule rule :
                snapshot.rateLimiting().map(RateLimitingConfig::rules).orElse(List.of())) {
            boolean isLast = !rule.continues() && rule.when().isCertain(planned);
            Line line = line(
                    rule.id(), rule.when(), planned, last, Words.limit(rule) + (isLast ? "" : "; the next apply too"));
            last = line.applies() && isLast ? rule.id() : last;
            lines.add(line);
        }
        return new Section("Rate limits", "No rule: it may come as often as it likes.", lines);
    }

    private Section budgets() {
        List<Line> lines = new ArrayList<>();
        for (BudgetConfig.Rule rule : snapshot.budget().map(BudgetConfig::rules).orElse(List.of())) {
            lines.add(line(rule.id(), rule.when(), planned, null, Words.budget(rule)));
        }
        return new Section("Budgets", "No rule: it may cost what it likes.", lines);
    }

    /** @param before the rule after which no other is asked; null: there was none */
    private static Line line(String id, When when, When.Facts facts, @Nullable String before, String then) {
        When.Part objection = when.mismatch(facts);
        if (objection != null) {
            return new Line(id, false, "does not match", "", Reasons.mismatch(when, objection, facts), "");
        }
        return before == null
                ? new Line(id, true, "applies", "ok", Reasons.match(when, facts), then)
                : new Line(id, false, "is not asked", "", "It would match, but '" + before + "' comes first.", "");
    }
}
