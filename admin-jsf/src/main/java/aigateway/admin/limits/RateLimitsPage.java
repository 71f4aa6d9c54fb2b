package aigateway.admin.limits;

import aigateway.admin.session.Me;
import aigateway.manifest.Configuration;
import aigateway.manifest.type.RateLimitingConfig;
import aigateway.ratelimit.RateLimitUse;
import aigateway.ratelimit.RateLimits;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rate limits in their order, each with the pools in use. */
@Named
@RequestScoped
public class RateLimitsPage {

    @Inject
    Configuration configuration;

    @Inject
    RateLimits rateLimits;

    @Inject
    Me me;

    private @Nullable List<Rule> rules;

    public record Rule(
            String id,
            long limit,
            String unit,
            String pools,
            List<String> conditions,
            boolean continues,
            List<Use> uses) {}

    /** @param percent of the bar's length */
    public record Use(
            String pool, long used, long limit, double share, double percent, String tone, Instant resetsAt) {}

    public List<Rule> getRules() {
        List<Rule> known = rules;
        if (known == null) {
            List<RateLimitUse> uses = rateLimits.use();
            known = configuration.current().rateLimiting().map(RateLimitingConfig::rules).orElse(List.of()).stream()
                    .filter(rule -> Visible.to(me.caller(), rule.when()))
                    .map(rule -> rule(rule, uses))
                    .toList();
            rules = known;
        }
        return known;
    }

    private Rule rule(RateLimitingConfig.Rule rule, List<RateLimitUse> uses) {
        return new Rule(
                rule.id(),
                rule.limitTo(),
                RuleText.unit(rule.unit()),
                RuleText.pools(rule.rateLimitAppliesPer()),
                RuleText.conditions(rule.when()),
                rule.continues(),
                uses.stream()
                        .filter(use -> use.ruleId().equals(rule.id()) && Visible.to(me.caller(), use.pool()))
                        .map(RateLimitsPage::use)
                        .toList());
    }

    private static Use use(RateLimitUse use) {
        return new Use(
                RuleText.pool(use.pool()),
                use.used(),
                use.limit(),
                use.share(),
                Math.min(100, 100 * use.share()),
                RuleText.tone(use.share()),
                use.resetsAt());
    }
}
