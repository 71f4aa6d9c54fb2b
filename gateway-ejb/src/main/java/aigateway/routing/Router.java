package aigateway.routing;

import aigateway.call.Call;
import aigateway.identity.Access;
import aigateway.manifest.Configuration;
import aigateway.manifest.Derived;
import aigateway.manifest.RoutingConfig;
import aigateway.manifest.Snapshot;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntUnaryOperator;

/** Chooses the targets of a request, from memory alone. */
@ApplicationScoped
public class Router {

    @Inject
    Configuration configuration;

    @Inject
    Access access;

    private final Derived<Routes> routes = new Derived<>(Routes::new);
    private final Health health;
    private final IntUnaryOperator random;

    public Router() {
        this(new Health(InstantSource.system()), bound -> ThreadLocalRandom.current()
                .nextInt(bound));
    }

    Router(Health health, IntUnaryOperator random) {
        this.health = health;
        this.random = random;
    }

    public Health health() {
        return health;
    }

    public Resolution resolve(Call call) {
        Snapshot snapshot = configuration.current();
        Routes all = routes.from(snapshot);
        Routes.Named named = all.byName.get(call.model());
        if (named == null) {
            return new Resolution.Unknown();
        }
        boolean allowed = named.account() != null
                ? access.mayUse(call.caller(), named.account())
                : named.group() != null && access.mayUse(call.caller(), named.group());
        if (!allowed) {
            return new Resolution.Forbidden();
        }
        return new Resolution.Planned(plan(call, all, named.route()));
    }

    private Plan plan(Call call, Routes all, Route own) {
        Route route = own;
        for (Routes.BalancingRule rule : all.balancing) {
            if (rule.when().matches(call)) {
                route = rule.route();
                break;
            }
        }
        List<Plan.Fallback> fallbacks = new ArrayList<>();
        for (Routes.FallbackRule rule : all.fallbacks) {
            if (rule.when().matches(call)) {
                rule.targets().forEach(target -> fallbacks.add(new Plan.Fallback(rule.id(), target, rule.statuses())));
            }
        }
        return new Plan(call.model(), route.ruleId(), order(route), fallbacks);
    }

    private List<Target> order(Route route) {
        List<Target> targets = route.targets();
        if (targets.size() < 2) {
            return targets;
        }
        List<Target> ordered = new ArrayList<>(targets);
        if (route.type().equals(RoutingConfig.BY_WEIGHT)) {
            ordered.sort(Comparator.comparingInt(Target::weight).reversed());
            Target first = draw(targets);
            ordered.remove(first);
            ordered.add(0, first);
        } else {
            ordered.sort(Comparator.comparingInt(Target::priority));
        }
        // Stable: targets in trouble go last and keep their order among themselves.
        ordered.sort(Comparator.comparing(target -> !health.isWell(target)));
        ordered.subList(1, ordered.size()).removeIf(target -> !target.fallbackCandidate());
        return ordered;
    }

    private Target draw(List<Target> targets) {
        int total = targets.stream().mapToInt(Target::weight).sum();
        int ticket = random.applyAsInt(Math.max(1, total));
        for (Target target : targets) {
            ticket -= target.weight();
            if (ticket < 0) {
                return target;
            }
        }
        return targets.get(targets.size() - 1);
    }
}
