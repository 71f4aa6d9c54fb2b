package aigateway.ratelimit;

import aigateway.admission.Pooling;
import aigateway.manifest.Snapshot;
import aigateway.manifest.type.RateLimitingConfig;
import aigateway.manifest.type.When;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Function;

/** The rules in force, in order, each with its counters. */
record RateRules(List<Rule> rules) {

    /**
     * @param id what its use is stored under
     * @param continues when it applied, the next that match apply too
     */
    record Rule(
            String id,
            When when,
            long limit,
            BigDecimal limitDecimal,
            RateUnit unit,
            String manifestUnit,
            boolean continues,
            Pooling pooling,
            Pools pools) {}

    RateRules {
        rules = List.copyOf(rules);
    }

    /** @param pools gives the same counters for the same identity, whatever else changed */
    static RateRules from(Snapshot snapshot, Function<Pools.Identity, Pools> pools) {
        return new RateRules(snapshot.rateLimiting().map(RateLimitingConfig::rules).orElse(List.of()).stream()
                .map(rule -> rule(rule, pools))
                .toList());
    }

    private static Rule rule(RateLimitingConfig.Rule rule, Function<Pools.Identity, Pools> pools) {
        RateUnit unit = RateUnit.of(rule.unit());
        String id = Pooling.storable(rule.id());
        return new Rule(
                id,
                rule.when(),
                rule.limitTo(),
                BigDecimal.valueOf(rule.limitTo()),
                unit,
                rule.unit(),
                rule.continues(),
                new Pooling(rule.rateLimitAppliesPer(), rule.when()),
                pools.apply(new Pools.Identity(id, unit, rule.rateLimitAppliesPer())));
    }
}
