package aigateway.routing;

import aigateway.call.ModelNames;
import aigateway.manifest.Snapshot;
import aigateway.manifest.type.FallbackConfig;
import aigateway.manifest.type.HeadersOverride;
import aigateway.manifest.type.LoadBalanceTarget;
import aigateway.manifest.type.LoadBalancingConfig;
import aigateway.manifest.type.Model;
import aigateway.manifest.type.ProviderAccount;
import aigateway.manifest.type.RetryConfig;
import aigateway.manifest.type.RoutingConfig;
import aigateway.manifest.type.StickyRouting;
import aigateway.manifest.type.VirtualModel;
import aigateway.manifest.type.VirtualModelGroup;
import aigateway.manifest.type.When;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All routes of a snapshot, resolved to targets once, so that planning a request only looks up and orders. */
final class Routes {

    /**
     * A requested name's owner, whose permissions decide. Exactly one of account and group is set.
     *
     * @param names with the targets of its own route
     */
    record Named(@Nullable ProviderAccount account, @Nullable VirtualModelGroup group, Route route, ModelNames names) {

        Named(@Nullable ProviderAccount account, @Nullable VirtualModelGroup group, Route route, String... names) {
            this(account, group, route, new ModelNames(names[0], Set.of(names), route.ids()));
        }
    }

    record BalancingRule(When when, Route route) {}

    record FallbackRule(String id, When when, List<Integer> statuses, List<Target> targets) {}

    private static final Set<Integer> FALLBACK_STATUSES = statuses(LoadBalanceTarget.DEFAULT_FALLBACK_STATUS_CODES);

    final Map<String, Named> byName = new HashMap<>();
    final List<BalancingRule> balancing = new ArrayList<>();
    final List<FallbackRule> fallbacks = new ArrayList<>();

    /** The headers that some route knows sessions by, in lower case. */
    final Set<String> sessionHeaders = new HashSet<>();

    private final Snapshot snapshot;

    Routes(Snapshot snapshot) {
        this.snapshot = snapshot;
        snapshot.accounts().values().forEach(this::addAccount);
        snapshot.virtualModels().values().forEach(this::addGroup);
        snapshot.loadBalancing().ifPresent(config -> config.rules().forEach(this::addBalancing));
        snapshot.fallback().ifPresent(config -> config.rules().forEach(this::addFallback));
        byName.values().forEach(named -> addSessionHeaders(named.route()));
        balancing.forEach(rule -> addSessionHeaders(rule.route()));
    }

    private void addSessionHeaders(Route route) {
        Sticky sticky = route.sticky();
        if (sticky != null) {
            sticky.identifiers().stream()
                    .filter(identifier -> identifier.source().equals(StickyRouting.SessionIdentifier.HEADERS))
                    .forEach(identifier -> sessionHeaders.add(identifier.key()));
        }
    }

    private void addAccount(ProviderAccount account) {
        for (Model model : account.integrations()) {
            Target target = target(account, model, Map.of());
            Route route = new Route(null, RoutingConfig.BY_PRIORITY, List.of(target), null);
            byName.put(target.id(), new Named(account, null, route, target.id()));
        }
    }

    private void addGroup(VirtualModelGroup group) {
        for (VirtualModel model : group.integrations()) {
            String name = group.name() + '/' + model.name();
            RoutingConfig routing = model.routingConfig();
            Route route =
                    new Route(name, routing.type(), targets(routing.loadBalanceTargets()), routing.stickyRouting());
            String slug = model.slug();
            Named named =
                    slug == null ? new Named(null, group, route, name) : new Named(null, group, route, name, slug);
            named.names().own().forEach(own -> byName.put(own, named));
        }
    }

    private void addBalancing(LoadBalancingConfig.Rule rule) {
        Route route = new Route(rule.id(), rule.type(), targets(rule.loadBalanceTargets()), rule.stickyRouting());
        balancing.add(new BalancingRule(rule.when(), route));
    }

    private void addFallback(FallbackConfig.Rule rule) {
        List<Target> targets = rule.fallbackModels().stream()
                .flatMap(fallback -> find(fallback.target())
                        .map(found -> target(found.account(), found.model(), fallback.overrideParams()))
                        .stream())
                .toList();
        fallbacks.add(
                new FallbackRule(rule.id(), rule.when().call(), rule.when().responseStatusCodes(), targets));
    }

    private List<Target> targets(List<LoadBalanceTarget> configured) {
        return configured.stream()
                .flatMap(it -> find(it.target()).map(found -> target(found, it)).stream())
                .toList();
    }

    private Optional<Found> find(String id) {
        int slash = id.indexOf('/');
        if (slash < 0) {
            return Optional.empty();
        }
        return Optional.ofNullable(snapshot.accounts().get(id.substring(0, slash)))
                .flatMap(account -> account.model(id.substring(slash + 1)).map(model -> new Found(account, model)));
    }

    private record Found(ProviderAccount account, Model model) {}

    private static Target target(Found found, LoadBalanceTarget configured) {
        return new Target(
                found.account(),
                found.model(),
                configured.weight() == null ? 0 : configured.weight(),
                configured.priority() == null ? 0 : configured.priority(),
                configured.retryConfig(),
                statuses(configured.retryConfig().onStatusCodes()),
                statuses(configured.fallbackStatusCodes()),
                configured.fallbackCandidate(),
                configured.overrideParams(),
                configured.headersOverride(),
                configured.slaCutoff());
    }

    private static Target target(ProviderAccount account, Model model, Map<String, Object> overrides) {
        return new Target(
                account,
                model,
                100,
                0,
                RetryConfig.DEFAULT,
                statuses(RetryConfig.DEFAULT.onStatusCodes()),
                FALLBACK_STATUSES,
                true,
                overrides,
                new HeadersOverride(Map.of(), List.of()));
    }

    private static Set<Integer> statuses(List<String> codes) {
        return codes.stream().map(Integer::valueOf).collect(Collectors.toUnmodifiableSet());
    }
}
