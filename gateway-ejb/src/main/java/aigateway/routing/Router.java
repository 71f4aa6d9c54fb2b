package aigateway.routing;

import aigateway.call.Call;
import aigateway.identity.Access;
import aigateway.manifest.Configuration;
import aigateway.manifest.Derived;
import aigateway.manifest.Snapshot;
import aigateway.manifest.type.When;
import aigateway.platform.HotPath;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Chooses the targets of a request, from memory alone. */
@HotPath
public class Router {

    private static final double EVEN = 0.5;

    @Inject
    Configuration configuration;

    @Inject
    Access access;

    private final Derived<Routes> routes = new Derived<>(Routes::new);
    private final Health health;
    private final Sessions sessions;
    private final DoubleSupplier random;

    public Router() {
        this(InstantSource.system(), () -> ThreadLocalRandom.current().nextDouble());
    }

    /** @param random from 0 to 1 (exclusive) */
    Router(InstantSource clock, DoubleSupplier random) {
        this.health = new Health(clock);
        this.sessions = new Sessions(clock);
        this.random = random;
    }

    public Health health() {
        return health;
    }

    /** Whether there is a model of that name, for whomever. */
    public boolean knows(String model) {
        return routes.from(configuration.current()).byName.containsKey(model);
    }

    /** Those of a request's headers that some route knows sessions by, by their names in lower case. */
    public Map<String, String> sessionHeaders(UnaryOperator<@Nullable String> header) {
        Set<String> names = routes.from(configuration.current()).sessionHeaders;
        if (names.isEmpty()) {
            return Map.of();
        }
        Map<String, String> told = new HashMap<>();
        for (String name : names) {
            String value = header.apply(name);
            if (value != null) {
                told.put(name, value);
            }
        }
        return told;
    }

    /** @param headers as {@link #sessionHeaders} gave them */
    public Resolution resolve(Call call, Map<String, String> headers) {
        return resolve(call, route -> order(route, call, headers));
    }

    /**
     * What a request would meet. Nothing is drawn and no session begins: where the route leaves it to chance, the likeliest
     * comes first.
     *
     * @param states how the targets stand, as some node sees it
     */
    public Resolution foresee(Call call, TargetStates states) {
        return resolve(call, route -> TargetOrder.of(route, states, target -> EVEN));
    }

    private Resolution resolve(Call call, Function<Route, List<Target>> order) {
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
        return new Resolution.Planned(plan(call, all, named, order));
    }

    private Plan plan(Call call, Routes all, Routes.Named named, Function<Route, List<Target>> order) {
        if (all.balancing.isEmpty() && all.fallbacks.isEmpty()) {
            Route route = named.route();
            return new Plan(call.model(), named.names(), route.ruleId(), order.apply(route), List.of());
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
                call.model(),
                named.names().reaching(reach(route, fallbacks)),
                route.ruleId(),
                order.apply(route),
                fallbacks);
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

    private List<Target> order(Route route, Call call, Map<String, String> headers) {
        Sticky sticky = route.sticky();
        long session = sticky == null ? Sticky.NONE : sticky.session(headers, call.metadata());
        if (sticky == null || session == Sticky.NONE) {
            return TargetOrder.of(route, health, target -> 1 - random.getAsDouble());
        }
        long window = sessions.window(session, sticky.ttlMillis());
        return TargetOrder.of(route, health, target -> sticky.lot(session, window, target));
    }
}
