package aigateway.routing;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.call.ModelCall;
import aigateway.call.ModelNames;
import aigateway.call.Operation;
import aigateway.identity.Access;
import aigateway.identity.Caller;
import aigateway.identity.Subject;
import aigateway.manifest.Snapshot;
import aigateway.manifest.type.FallbackConfig;
import aigateway.manifest.type.LoadBalanceTarget;
import aigateway.manifest.type.LoadBalancingConfig;
import aigateway.manifest.type.Manifest;
import aigateway.manifest.type.Model;
import aigateway.manifest.type.ProviderAccount;
import aigateway.manifest.type.RoutingConfig;
import aigateway.manifest.type.StickyRouting;
import aigateway.manifest.type.StickyRouting.SessionIdentifier;
import aigateway.manifest.type.VirtualModel;
import aigateway.manifest.type.VirtualModelGroup;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RouterTest {

    private static final Caller ROOT =
            Caller.of(Subject.user("root"), "Root", List.of(), List.of(Caller.ADMIN), "k", Map.of());

    @Test
    void aSlugIsTheModelItStandsFor() {
        Router router = router();

        assertThat(names(router, "vm/a")).isEqualTo(names(router, "quick"));
        assertThat(names(router, "quick").canonical()).isEqualTo("vm/a");
        assertThat(names(router, "quick").own()).containsExactlyInAnyOrder("vm/a", "quick");
    }

    @Test
    void whatCanBeAskedForIsKnown() {
        Router router = router();

        assertThat(List.of("mk/one", "vm/a", "quick")).allMatch(router::knows);
        assertThat(List.of("one", "mk/four", "mk")).noneMatch(router::knows);
    }

    @Test
    void theModelsThatMayAnswerAreNamed() {
        assertThat(names(router(), "mk/one").targets()).containsExactly("mk/one");
        assertThat(names(router(), "quick").targets()).containsExactlyInAnyOrder("mk/one", "mk/two");
    }

    @Test
    void whatAFallbackLeadsToIsNamedToo() {
        Router router = router(fallback("quick"));

        assertThat(names(router, "vm/a").targets()).containsExactlyInAnyOrder("mk/one", "mk/two", "mk/three");
        assertThat(names(router, "mk/one").targets())
                .as("not what was asked for")
                .containsExactly("mk/one");
    }

    @Test
    void onlyHeadersThatSomeRouteKnowsSessionsByAreKept() {
        LoadBalancingConfig sticky = new LoadBalancingConfig(
                LoadBalancingConfig.TYPE,
                "balancing",
                List.of(new LoadBalancingConfig.Rule(
                        "stay",
                        RoutingConfig.BY_WEIGHT,
                        null,
                        List.of(target("mk/one"), target("mk/two")),
                        new StickyRouting(60, List.of(new SessionIdentifier("headers", "X-Session"))))));
        Map<String, String> request = Map.of("x-session", "s", "authorization", "secret");

        assertThat(router(sticky).sessionHeaders(request::get)).containsExactly(Map.entry("x-session", "s"));
        assertThat(router().sessionHeaders(request::get)).isEmpty();
    }

    @Test
    void whatIsForeseenPutsTheHeaviestFirstAndThoseInTroubleLast() {
        LoadBalanceTarget light = new LoadBalanceTarget("mk/one", 20, null, null, null, null, null, null, null);
        LoadBalanceTarget heavy = new LoadBalanceTarget("mk/two", 80, null, null, null, null, null, null, null);
        Router router = router(new LoadBalancingConfig(
                LoadBalancingConfig.TYPE,
                "balancing",
                List.of(new LoadBalancingConfig.Rule(
                        "r", RoutingConfig.BY_WEIGHT, null, List.of(light, heavy), null))));
        TargetFigures failing = new TargetFigures(null, 2, 0, Double.NaN, Double.NaN, Double.NaN);

        assertThat(foreseen(router, Map.of())).containsExactly("mk/two", "mk/one");
        assertThat(foreseen(router, Map.of("mk/two", failing))).containsExactly("mk/one", "mk/two");
    }

    private static List<String> foreseen(Router router, Map<String, TargetFigures> figures) {
        ModelCall call = new ModelCall(ROOT, Operation.CHAT, "mk/three", Map.of(), false, 1, 1, null);
        Plan plan = ((Resolution.Planned) router.foresee(call, new HealthView(figures))).plan();
        return plan.targets().stream().map(Target::id).toList();
    }

    private static ModelNames names(Router router, String model) {
        ModelCall call = new ModelCall(ROOT, Operation.CHAT, model, Map.of(), false, 1, 1, null);
        return ((Resolution.Planned) router.resolve(call, Map.of())).plan().names();
    }

    private static FallbackConfig fallback(String model) {
        return new FallbackConfig(
                FallbackConfig.TYPE,
                "fallback",
                List.of(new FallbackConfig.Rule(
                        "f",
                        new FallbackConfig.FallbackWhen(null, List.of(model), null, null),
                        List.of(new FallbackConfig.FallbackModel("mk/three", Map.of())))));
    }

    private static Router router(Manifest... more) {
        List<Manifest> manifests = new ArrayList<>(Arrays.asList(more));
        manifests.add(new ProviderAccount(
                "provider-account/self-hosted-model",
                "mk",
                null,
                null,
                List.of(),
                List.of(model("one"), model("two"), model("three")),
                Map.of(),
                null));
        manifests.add(new VirtualModelGroup(
                VirtualModelGroup.TYPE,
                "vm",
                List.of(),
                List.of(new VirtualModel(
                        "a",
                        List.of("chat"),
                        "quick",
                        new RoutingConfig(
                                RoutingConfig.BY_PRIORITY, List.of(target("mk/one"), target("mk/two")), null)))));
        Snapshot snapshot = Snapshot.of(1, "default", manifests);
        Router router = new Router(InstantSource.system(), () -> 0);
        router.configuration = () -> snapshot;
        router.access = new Access() {
            @Override
            public boolean mayUse(Caller caller, ProviderAccount account) {
                return true;
            }

            @Override
            public boolean mayUse(Caller caller, VirtualModelGroup group) {
                return true;
            }
        };
        return router;
    }

    private static Model model(String name) {
        return new Model(name, null, List.of("chat"), null, Map.of());
    }

    private static LoadBalanceTarget target(String id) {
        return new LoadBalanceTarget(id, null, null, null, null, null, null, null, null);
    }
}
