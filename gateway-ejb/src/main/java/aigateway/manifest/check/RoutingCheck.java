package aigateway.manifest.check;

import aigateway.manifest.document.Paths;
import aigateway.manifest.type.FallbackConfig;
import aigateway.manifest.type.HeadersOverride;
import aigateway.manifest.type.LoadBalanceTarget;
import aigateway.manifest.type.LoadBalancingConfig;
import aigateway.manifest.type.RetryConfig;
import aigateway.manifest.type.RoutingConfig;
import aigateway.manifest.type.SlaCutoff;
import aigateway.manifest.type.StickyRouting;
import aigateway.manifest.type.VirtualModel;
import aigateway.manifest.type.VirtualModelGroup;
import aigateway.manifest.type.When;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where requests go: virtual models, load balancing and fallback. */
final class RoutingCheck {

    private static final Pattern STATUS = Pattern.compile("[1-5]\\d\\d");
    private static final int MAX_ATTEMPTS = 10;
    private static final int MAX_DELAY_MILLIS = 60_000;
    private static final int ALL = 100;

    private final Known known;
    private final Findings findings;

    RoutingCheck(Known known, Findings findings) {
        this.known = known;
        this.findings = findings;
    }

    void check(VirtualModelGroup group) {
        List<VirtualModel> models = group.integrations();
        findings.unique(models.stream().map(VirtualModel::name).toList(), "integrations", "name");
        Set<String> slugs = new HashSet<>();
        for (int i = 0; i < models.size(); i++) {
            String path = Paths.element("integrations", i);
            VirtualModel model = models.get(i);
            findings.require(
                    StateCheck.NAME.matcher(model.name()).matches(),
                    path + ".name",
                    "must be letters, digits and . _ - @ +, at most 128");
            String slug = model.slug();
            findings.require(
                    slug == null || StateCheck.NAME.matcher(slug).matches(),
                    path + ".slug",
                    "must be letters, digits and . _ - @ +, at most 128");
            findings.require(slug == null || slugs.add(slug), path + ".slug", "'" + slug + "' is given twice");
            AccountCheck.types(model.modelTypes(), path + ".model_types", findings);
            findings.oneOf(model.routingConfig().type(), RoutingConfig.TYPES, path + ".routing_config.type");
            RoutingConfig routing = model.routingConfig();
            targets(routing.type(), routing.loadBalanceTargets(), path + ".routing_config.load_balance_targets");
            sticky(routing.type(), routing.stickyRouting(), path + ".routing_config.sticky_routing");
        }
    }

    void check(LoadBalancingConfig config) {
        findings.ids(config.rules(), LoadBalancingConfig.Rule::id, "rules");
        for (int i = 0; i < config.rules().size(); i++) {
            String path = Paths.element("rules", i);
            LoadBalancingConfig.Rule rule = config.rules().get(i);
            findings.oneOf(rule.type(), RoutingConfig.TYPES, path + ".type");
            when(rule.when(), path + ".when", known, findings);
            targets(rule.type(), rule.loadBalanceTargets(), path + ".load_balance_targets");
            sticky(rule.type(), rule.stickyRouting(), path + ".sticky_routing");
        }
    }

    void check(FallbackConfig config) {
        findings.ids(config.rules(), FallbackConfig.Rule::id, "rules");
        for (int i = 0; i < config.rules().size(); i++) {
            String path = Paths.element("rules", i);
            FallbackConfig.Rule rule = config.rules().get(i);
            when(rule.when().call(), path + ".when", known, findings);
            List<String> codes = rule.when().responseStatusCodes().stream()
                    .map(String::valueOf)
                    .toList();
            statuses(codes, path + ".when.response_status_codes");
            findings.notEmpty(rule.fallbackModels(), path + ".fallback_models");
            for (int j = 0; j < rule.fallbackModels().size(); j++) {
                String modelPath = Paths.element(path + ".fallback_models", j);
                FallbackConfig.FallbackModel model = rule.fallbackModels().get(j);
                target(model.target(), modelPath + ".target");
                findings.require(
                        !rule.when().models().contains(model.target())
                                || !model.overrideParams().isEmpty(),
                        modelPath + ".target",
                        "'" + model.target() + "' is what has failed when this rule is asked");
                ParamCheck.check(model.overrideParams(), modelPath + ".override_params", findings);
            }
        }
    }

    private void targets(String type, List<LoadBalanceTarget> targets, String listPath) {
        findings.notEmpty(targets, listPath);
        int sum = 0;
        boolean weighed = true;
        Set<List<Object>> seen = new HashSet<>();
        for (int i = 0; i < targets.size(); i++) {
            LoadBalanceTarget target = targets.get(i);
            String path = Paths.element(listPath, i);
            check(target, path);
            // The same model with other parameters is another target: that is how two settings are compared.
            findings.require(
                    seen.add(Arrays.asList(target.target(), target.overrideParams(), target.headersOverride())),
                    path + ".target",
                    "'" + target.target() + "' is given twice");
            Integer weight = target.weight();
            if (weight != null) {
                findings.require(weight >= 0 && weight <= ALL, path + ".weight", "must be from 0 to 100");
                sum += weight;
            } else if (RoutingConfig.BY_WEIGHT.equals(type)) {
                findings.add(path + ".weight", "is missing");
                weighed = false;
            }
        }
        if (RoutingConfig.BY_WEIGHT.equals(type) && weighed && !targets.isEmpty()) {
            findings.require(sum == ALL, listPath, "the weights add up to " + sum + ", not to 100");
        }
    }

    private void check(LoadBalanceTarget target, String path) {
        target(target.target(), path + ".target");
        Integer priority = target.priority();
        findings.require(priority == null || priority >= 0, path + ".priority", "must not be negative");
        RetryConfig retry = target.retryConfig();
        findings.require(
                retry.attempts() >= 0 && retry.attempts() <= MAX_ATTEMPTS,
                path + ".retry_config.attempts",
                "must be from 0 to " + MAX_ATTEMPTS);
        findings.require(
                retry.delay() >= 0 && retry.delay() <= MAX_DELAY_MILLIS,
                path + ".retry_config.delay",
                "must be from 0 to " + MAX_DELAY_MILLIS + " milliseconds");
        statuses(retry.onStatusCodes(), path + ".retry_config.on_status_codes");
        statuses(target.fallbackStatusCodes(), path + ".fallback_status_codes");
        ParamCheck.check(target.overrideParams(), path + ".override_params", findings);
        sla(target.slaCutoff(), path + ".sla_cutoff");
        HeadersOverride headers = target.headersOverride();
        if (headers != null) {
            AccountCheck.headers(headers.set(), path + ".headers_override.set", findings);
        }
    }

    private void sla(@Nullable SlaCutoff cutoff, String path) {
        if (cutoff == null) {
            return;
        }
        findings.require(
                cutoff.timePerOutputTokenMs() != null || cutoff.timeToFirstTokenMs() != null,
                path,
                "needs time_per_output_token_ms or time_to_first_token_ms");
        positive(cutoff.timePerOutputTokenMs(), path + ".time_per_output_token_ms");
        positive(cutoff.timeToFirstTokenMs(), path + ".time_to_first_token_ms");
    }

    private void positive(@Nullable BigDecimal millis, String path) {
        findings.require(millis == null || millis.signum() > 0, path, "must be milliseconds, more than 0");
    }

    private void sticky(String type, @Nullable StickyRouting sticky, String path) {
        if (sticky == null) {
            return;
        }
        findings.require(
                RoutingConfig.BY_WEIGHT.equals(type), path, "is for " + RoutingConfig.BY_WEIGHT + ", not for " + type);
        findings.require(
                sticky.ttlSeconds() >= 1 && sticky.ttlSeconds() <= StickyRouting.MAX_TTL_SECONDS,
                path + ".ttl_seconds",
                "must be from 1 to " + StickyRouting.MAX_TTL_SECONDS);
        List<StickyRouting.SessionIdentifier> identifiers = sticky.sessionIdentifiers();
        String listPath = path + ".session_identifiers";
        findings.notEmpty(identifiers, listPath);
        Set<List<String>> seen = new HashSet<>();
        for (int i = 0; i < identifiers.size(); i++) {
            StickyRouting.SessionIdentifier identifier = identifiers.get(i);
            String keyPath = Paths.element(listPath, i) + ".key";
            findings.oneOf(
                    identifier.source(),
                    StickyRouting.SessionIdentifier.SOURCES,
                    Paths.element(listPath, i) + ".source");
            boolean header = StickyRouting.SessionIdentifier.HEADERS.equals(identifier.source());
            findings.require(!identifier.key().isBlank(), keyPath, "is empty");
            findings.require(
                    !header || identifier.key().isBlank() || AccountCheck.isHeaderName(identifier.key()),
                    keyPath,
                    "is not a header's name");
            String key = header ? identifier.key().toLowerCase(Locale.ROOT) : identifier.key();
            findings.require(seen.add(List.of(identifier.source(), key)), keyPath, "'" + key + "' is given twice");
        }
    }

    private void target(String target, String path) {
        findings.require(known.isModel(target), path, "'" + target + "' is not a model of a provider account");
    }

    private void statuses(List<String> codes, String path) {
        findings.each(codes, path, code -> STATUS.matcher(code).matches(), "is not an HTTP status");
    }

    static void when(When when, String path, Known known, Findings findings) {
        for (int i = 0; i < when.subjects().size(); i++) {
            AccountCheck.subject(when.subjects().get(i), Paths.element(path + ".subjects", i), known, findings);
        }
        findings.each(when.models(), path + ".models", known::isModelOrVirtual, "is not a known model");
    }
}
