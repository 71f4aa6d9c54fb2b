package aigateway.manifest.type;

import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
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
     * Whom to tell. Whoever knows a webhook's address can write to it, so addresses are secrets.
     *
     * @param type {@code email}, {@code slack-webhook} or {@code webhook}
     * @param webhookUrl of a {@code slack-webhook}
     * @param url of a {@code webhook}
     */
    public record NotificationTarget(
            String type, @Nullable List<String> toEmails, @Nullable Secret webhookUrl, @Nullable Secret url) {

        /** Where to post to; empty for what is not posted, and for what is not an address. */
        public Optional<URI> address() {
            Secret written =
                    switch (type) {
                        case "slack-webhook" -> webhookUrl;
                        case "webhook" -> url;
                        default -> null;
                    };
            try {
                return written == null ? Optional.empty() : Optional.of(new URI(written.value()));
            } catch (URISyntaxException quotesTheAddress) {
                return Optional.empty();
            }
        }
    }

    public BudgetConfig {
        rules = rules == null ? List.of() : List.copyOf(rules);
    }
}
