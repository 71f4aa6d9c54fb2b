package aigateway.routing;

import aigateway.call.Call;
import aigateway.identity.Access;
import aigateway.manifest.Configuration;
import aigateway.manifest.Derived;
import aigateway.manifest.RoutingConfig;
import aigateway.manifest.Snapshot;
import aigateway.manifest.When;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
        return new Resolution.Planned(plan(call, all, named));
    }

    private Plan plan(Call call, Routes all, Routes.Named named) {
        if (all.balancing.isEmpty() && all.fallbacks.isEmpty()) {
            Route route = named.route();
            return new Plan(call.model(), named.names(), route.ruleId(), order(route), List.of());
        }
        // Routing goes by what was asked for: where that leads is only decided here.
        Asked asked = new Asked(call, named.names().own());
        Route route = named.route();
        for (Routes.BalancingRule rule : all.balancing) {
            if (rule.when().matches(asked)) {
                route = rule.route();
                break;
            }
        }
        List<Plan.Fallback> fallbacks = new ArrayList<>();
        for (Routes.FallbackRule rule : all.fallbacks) {
            if (rule.when().matches(asked)) {
                rule.targets().forEach(target -> fallbacks.add(new Plan.Fallback(rule.id(), target, rule.statuses())));
            }
        }
        return new Plan(
                call.model(), named.names().reaching(reach(route, fallbacks)), route.ruleId(), order(route), fallbacks);
    }

    private static Set<String> reach(Route route, List<Plan.Fallback> fallbacks) {
        if (fallbacks.isEmpty()) {
            return route.ids();
        }
        Set<String> reach = new HashSet<>(route.ids());
        fallbacks.forEach(fallback -> reach.add(fallback.target().id()));
        return reach;
    }

    private record Asked(Call call, Set<String> models) implements When.Facts {

        @Override
        public Set<String> subjects() {
            return call.subjects();
        }

        @Override
        public Set<String> targets() {
            return Set.of();
        }

        @Override
        public Map<String, String> metadata() {
            return call.metadata();
        }
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
