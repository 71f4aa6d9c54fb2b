package aigateway.admin.limits;

import aigateway.admin.format.Amount;
import aigateway.admin.session.Me;
import aigateway.budget.BudgetAlert;
import aigateway.budget.BudgetUse;
import aigateway.budget.Budgets;
import aigateway.manifest.Configuration;
import aigateway.manifest.type.BudgetConfig;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The budgets, each with what was spent of it. */
@Named
@RequestScoped
public class BudgetsPage {

    private static final int ALERTS = 20;

    @Inject
    Configuration configuration;

    @Inject
    Budgets budgets;

    @Inject
    Me me;

    private @Nullable List<Rule> rules;

    public record Rule(
            String id,
            String limit,
            String period,
            String pools,
            List<String> conditions,
            boolean auditMode,
            List<Integer> thresholds,
            List<Use> uses) {}

    /** @param percent of the bar's length */
    public record Use(
            String pool,
            String used,
            String remaining,
            double share,
            double percent,
            String tone,
            long unknownRequests,
            Instant resetsAt) {}

    public List<Rule> getRules() {
        List<Rule> known = rules;
        if (known == null) {
            List<BudgetUse> uses = budgets.use();
            known = configuration.current().budget().map(BudgetConfig::rules).orElse(List.of()).stream()
                    .filter(rule -> Visible.to(me.caller(), rule.when()))
                    .map(rule -> rule(rule, uses))
                    .toList();
            rules = known;
        }
        return known;
    }

    /** Thresholds that were reached, for administrators. */
    public List<BudgetAlert> getAlerts() {
        return me.isAdmin() ? budgets.alerts(ALERTS) : List.of();
    }

    public String pool(BudgetAlert alert) {
        return RuleText.pool(alert.pool());
    }

    private Rule rule(BudgetConfig.Rule rule, List<BudgetUse> uses) {
        BudgetConfig.Alerts alerts = rule.alerts();
        return new Rule(
                rule.id(),
                amount(rule.unit(), rule.limitTo()),
                RuleText.period(rule.unit()),
                RuleText.pools(rule.budgetAppliesPer()),
                RuleText.conditions(rule.when()),
                rule.auditMode(),
                alerts == null ? List.of() : alerts.thresholds(),
                uses.stream()
                        .filter(use -> use.ruleId().equals(rule.id()) && Visible.to(me.caller(), use.pool()))
                        .map(BudgetsPage::use)
                        .toList());
    }

    private static Use use(BudgetUse use) {
        return new Use(
                RuleText.pool(use.pool()),
                amount(use.unit(), use.used()),
                amount(use.unit(), use.remaining()),
                use.share(),
                Math.min(100, 100 * use.share()),
                RuleText.tone(use.share()),
                use.unknownRequests(),
                use.resetsAt());
    }

    private static String amount(String unit, BigDecimal amount) {
        return unit.startsWith("cost") ? Amount.money(amount) : Amount.count(amount) + " tokens";
    }
}
