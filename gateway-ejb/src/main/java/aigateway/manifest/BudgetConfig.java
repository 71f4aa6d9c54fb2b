package aigateway.manifest;

import java.math.BigDecimal;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code gateway-budget-config}. Cost counts on every rule that matches, and each one that blocks must allow. */
public record BudgetConfig(String type, String name, List<Rule> rules) implements Manifest {

    public static final String TYPE = "gateway-budget-config";

    /**
     * @param limitTo dollars, or tokens
     * @param unit {@code cost_per_{day|week|month|quarter}} or {@code tokens_per_{day|month}}
     * @param budgetAppliesPer {@code user}, {@code team}, {@code model}, {@code virtualaccount}, {@code metadata.key}; empty: one budget for all
     * @param auditMode count, never block
     */
    public record Rule(
            String id,
            When when,
            BigDecimal limitTo,
            String unit,
            List<String> budgetAppliesPer,
            boolean auditMode,
            @Nullable Alerts alerts) {

        public Rule {
            when = when == null ? When.ALWAYS : when;
            budgetAppliesPer = budgetAppliesPer == null ? List.of() : List.copyOf(budgetAppliesPer);
        }
    }

    /**
     * @param thresholds percent of the limit
     */
    public record Alerts(List<Integer> thresholds, List<NotificationTarget> notificationTarget) {

        public Alerts {
            thresholds = thresholds == null ? List.of() : List.copyOf(thresholds);
            notificationTarget = notificationTarget == null ? List.of() : List.copyOf(notificationTarget);
        }
    }

    /**
     * @param type {@code email}, {@code slack-webhook} or {@code webhook}
     */
    public record NotificationTarget(
            String type, @Nullable List<String> toEmails, @Nullable URI webhookUrl, @Nullable URI url) {}

    public BudgetConfig {
        rules = rules == null ? List.of() : List.copyOf(rules);
    }
}
