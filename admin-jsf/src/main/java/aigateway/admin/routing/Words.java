package aigateway.admin.routing;

import aigateway.admin.format.Amount;
import aigateway.admin.limits.RuleText;
import aigateway.manifest.type.BudgetConfig;
import aigateway.manifest.type.FallbackConfig;
import aigateway.manifest.type.LoadBalanceTarget;
import aigateway.manifest.type.RateLimitingConfig;
import aigateway.manifest.type.RoutingConfig;
import aigateway.manifest.type.StickyRouting;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What rules do, in words. */
public final class Words {

    private Words() {}

    /** How a route of this type shares requests among its targets. */
    public static String how(String type) {
        return switch (type) {
            case RoutingConfig.BY_WEIGHT -> "shared by weight";
            case RoutingConfig.BY_LATENCY -> "to the fastest";
            default -> "to the first that works";
        };
    }

    /** A target's share of the traffic or its priority; empty where neither counts. */
    public static String place(LoadBalanceTarget target, String type) {
        return switch (type) {
            case RoutingConfig.BY_WEIGHT -> (target.weight() == null ? 0 : target.weight()) + "%";
            case RoutingConfig.BY_LATENCY -> "";
            default -> String.valueOf(target.priority() == null ? 0 : target.priority());
        };
    }

    /** How long sessions stay, and what they are told by; empty when they do not. */
    public static String sticky(@Nullable StickyRouting sticky) {
        return sticky == null
                ? ""
                : "sessions stay for " + sticky.ttlSeconds() + " s, by "
                        + sticky.sessionIdentifiers().stream()
                                .map(it -> (it.source().equals(StickyRouting.SessionIdentifier.HEADERS)
                                                ? "header "
                                                : "label ")
                                        + it.key())
                                .collect(Collectors.joining(" and "));
    }

    static String fallback(FallbackConfig.Rule rule) {
        return statuses(rule) + ": "
                + rule.fallbackModels().stream()
                        .map(FallbackConfig.FallbackModel::target)
                        .collect(Collectors.joining(", then "));
    }

    static String statuses(FallbackConfig.Rule rule) {
        List<Integer> statuses = rule.when().responseStatusCodes();
        return statuses.isEmpty()
                ? "after the statuses that let the next target be tried"
                : "after " + statuses.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    static String limit(RateLimitingConfig.Rule rule) {
        return Amount.count(rule.limitTo()) + ' ' + RuleText.unit(rule.unit()) + ", "
                + RuleText.pools(rule.rateLimitAppliesPer());
    }

    static String budget(BudgetConfig.Rule rule) {
        String amount = rule.unit().startsWith("cost")
                ? Amount.money(rule.limitTo())
                : Amount.count(rule.limitTo()) + " tokens";
        return amount + ' ' + RuleText.period(rule.unit()) + ", " + RuleText.pools(rule.budgetAppliesPer())
                + (rule.auditMode() ? "; only counted" : "");
    }
}
