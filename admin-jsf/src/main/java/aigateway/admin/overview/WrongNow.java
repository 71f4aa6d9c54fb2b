package aigateway.admin.overview;

import aigateway.admin.format.Amount;
import aigateway.admin.limits.RuleText;
import aigateway.admin.session.Me;
import aigateway.budget.BudgetUse;
import aigateway.budget.Budgets;
import aigateway.call.ErrorType;
import aigateway.ratelimit.RateLimits;
import aigateway.telemetry.Overview;
import aigateway.telemetry.SpanQueries;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What someone should look at: failing models of the last quarter of an hour, budgets and limits near their end. */
@Named
@RequestScoped
public class WrongNow {

    private static final Duration RECENT = Duration.ofMinutes(15);
    private static final int FEW = 5;
    private static final double MANY_FAILURES = 0.05;
    private static final double MOST_FAIL = 0.5;
    private static final double NEARLY_SPENT = 0.9;

    @Inject
    SpanQueries queries;

    @Inject
    Budgets budgets;

    @Inject
    RateLimits rateLimits;

    @Inject
    Me me;

    @Inject
    InstantSource clock;

    private @Nullable List<Finding> findings;

    /** @param grave something fails, rather than will fail soon */
    public record Finding(boolean grave, String what, String detail) {}

    public List<Finding> getFindings() {
        List<Finding> known = findings;
        if (known == null) {
            known = new ArrayList<>();
            addFailingModels(known);
            if (me.isAdmin()) {
                addBudgets(known);
                addRateLimits(known);
            }
            findings = known;
        }
        return known;
    }

    private void addFailingModels(List<Finding> found) {
        Instant now = clock.instant();
        for (Overview.Leader model :
                queries.overview(now.minus(RECENT), now, 1, me.viewer()).models()) {
            Finding finding = failing(model);
            if (finding != null) {
                found.add(finding);
            }
        }
    }

    /** What the gateway itself refused never came to the model: it neither failed there nor went well. */
    static @Nullable Finding failing(Overview.Leader model) {
        long failed = model.errorsOf(ErrorType::isOfUpstream);
        long tried = model.requests() - (model.figures().errors() - failed);
        double rate = (double) failed / Math.max(1, tried);
        return tried < FEW || rate < MANY_FAILURES
                ? null
                : new Finding(
                        rate >= MOST_FAIL,
                        model.name() + " fails " + Amount.percent(rate) + " of its requests.",
                        Amount.count(failed) + " of " + Amount.count(tried) + " in the last 15 minutes");
    }

    private void addBudgets(List<Finding> found) {
        for (BudgetUse use : budgets.use()) {
            if (use.share() >= NEARLY_SPENT) {
                boolean spent = use.share() >= 1 && !use.auditMode();
                found.add(new Finding(
                        spent,
                        "Budget " + use.ruleId() + (use.pool().isEmpty() ? "" : " of " + RuleText.pool(use.pool()))
                                + (spent ? " is spent." : " is " + Amount.percent(use.share()) + " spent."),
                        "Resets in " + Amount.span(Duration.between(clock.instant(), use.resetsAt()))));
            }
        }
    }

    private void addRateLimits(List<Finding> found) {
        rateLimits.use().stream()
                .filter(use -> use.share() >= 1)
                .forEach(use -> found.add(new Finding(
                        false,
                        "Rate limit " + use.ruleId() + (use.pool().isEmpty() ? "" : " of " + RuleText.pool(use.pool()))
                                + " is used up.",
                        "More requests are answered with 429 until it frees")));
    }
}
