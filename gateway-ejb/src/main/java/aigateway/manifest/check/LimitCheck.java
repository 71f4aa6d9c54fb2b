package aigateway.manifest.check;

import aigateway.manifest.document.Paths;
import aigateway.manifest.type.BudgetConfig;
import aigateway.manifest.type.RateLimitingConfig;
import aigateway.manifest.type.Secret;
import aigateway.outbound.AddressPolicy;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How often and how much: rate limits and budgets. */
final class LimitCheck {

    private static final List<String> RATE_UNITS = Stream.of("requests", "tokens")
            .flatMap(what -> Stream.of("minute", "hour", "day").map(window -> what + "_per_" + window))
            .toList();
    private static final List<String> BUDGET_UNITS = List.of(
            "cost_per_day",
            "cost_per_week",
            "cost_per_month",
            "cost_per_quarter",
            "tokens_per_day",
            "tokens_per_month");
    private static final List<String> PER = List.of("user", "model", "virtualaccount", "team");
    private static final String PER_METADATA = "metadata.";
    private static final Pattern EMAIL = Pattern.compile("[^\\s@,;<>\"]+@[^\\s@,;<>\"]+");
    private static final List<String> NOTICES = List.of("email", "slack-webhook", "webhook");
    private static final int MAX_PERCENT = 1000;

    private final Known known;
    private final AddressPolicy addresses;
    private final Findings findings;

    LimitCheck(Known known, AddressPolicy addresses, Findings findings) {
        this.known = known;
        this.addresses = addresses;
        this.findings = findings;
    }

    void check(RateLimitingConfig config) {
        findings.ids(config.rules(), RateLimitingConfig.Rule::id, "rules");
        for (int i = 0; i < config.rules().size(); i++) {
            String path = Paths.element("rules", i);
            RateLimitingConfig.Rule rule = config.rules().get(i);
            RoutingCheck.when(rule.when(), path + ".when", known, findings);
            findings.require(rule.limitTo() > 0, path + ".limit_to", "must be a positive whole number");
            findings.oneOf(rule.unit(), RATE_UNITS, path + ".unit");
            per(rule.rateLimitAppliesPer(), path + ".rate_limit_applies_per");
        }
    }

    void check(BudgetConfig config) {
        findings.ids(config.rules(), BudgetConfig.Rule::id, "rules");
        for (int i = 0; i < config.rules().size(); i++) {
            String path = Paths.element("rules", i);
            BudgetConfig.Rule rule = config.rules().get(i);
            RoutingCheck.when(rule.when(), path + ".when", known, findings);
            findings.require(rule.limitTo().signum() > 0, path + ".limit_to", "must be positive");
            findings.oneOf(rule.unit(), BUDGET_UNITS, path + ".unit");
            findings.require(
                    !rule.unit().startsWith("tokens")
                            || rule.limitTo().stripTrailingZeros().scale() <= 0,
                    path + ".limit_to",
                    "must be a whole number of tokens");
            per(rule.budgetAppliesPer(), path + ".budget_applies_per");
            BudgetConfig.Alerts alerts = rule.alerts();
            if (alerts != null) {
                alerts(alerts, path + ".alerts");
            }
        }
    }

    private void alerts(BudgetConfig.Alerts alerts, String path) {
        for (int i = 0; i < alerts.thresholds().size(); i++) {
            int percent = alerts.thresholds().get(i);
            findings.require(
                    percent > 0 && percent <= MAX_PERCENT,
                    Paths.element(path + ".thresholds", i),
                    "must be percent, from 1 to " + MAX_PERCENT);
        }
        for (int i = 0; i < alerts.notificationTarget().size(); i++) {
            BudgetConfig.NotificationTarget target = alerts.notificationTarget().get(i);
            String targetPath = Paths.element(path + ".notification_target", i);
            findings.oneOf(target.type(), NOTICES, targetPath + ".type");
            switch (target.type()) {
                case "email" -> {
                    List<String> emails = target.toEmails();
                    findings.require(emails != null && !emails.isEmpty(), targetPath + ".to_emails", "is missing");
                    for (int at = 0; emails != null && at < emails.size(); at++) {
                        findings.require(
                                EMAIL.matcher(emails.get(at)).matches(),
                                Paths.element(targetPath + ".to_emails", at),
                                "must be an address such as ann@example.com");
                    }
                }
                case "slack-webhook" -> address(target, target.webhookUrl(), targetPath + ".webhook_url");
                case "webhook" -> address(target, target.url(), targetPath + ".url");
                default -> {}
            }
        }
    }

    private void address(BudgetConfig.NotificationTarget target, @Nullable Secret written, String path) {
        if (written == null) {
            findings.add(path, "is missing");
        } else {
            target.address()
                    .ifPresentOrElse(
                            address -> AccountCheck.address(address, path, addresses, findings),
                            () -> findings.add(path, "must be an address"));
        }
    }

    private void per(List<String> names, String path) {
        findings.each(
                names,
                path,
                name -> PER.contains(name) || (name.startsWith(PER_METADATA) && name.length() > PER_METADATA.length()),
                "is unknown; there are " + String.join(", ", PER) + " and metadata.<key>");
        Set<String> distinct = names.stream().collect(Collectors.toSet());
        findings.require(distinct.size() == names.size(), path, "names something twice");
    }
}
