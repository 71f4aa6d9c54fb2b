package aigateway.admin.routing;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.call.ModelCall;
import aigateway.call.ModelNames;
import aigateway.call.Operation;
import aigateway.identity.Caller;
import aigateway.identity.Subject;
import aigateway.manifest.Snapshot;
import aigateway.manifest.type.BudgetConfig;
import aigateway.manifest.type.FallbackConfig;
import aigateway.manifest.type.LoadBalancingConfig;
import aigateway.manifest.type.Manifest;
import aigateway.manifest.type.RateLimitingConfig;
import aigateway.manifest.type.RoutingConfig;
import aigateway.manifest.type.When;
import aigateway.routing.Plan;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ForesightTest {

    private static final Caller SHOP =
            Caller.of(Subject.virtualAccount("shop"), "Shop", List.of("sales"), List.of(), null, Map.of());

    /** A virtual model with a short name, that may reach two. */
    private static final ModelNames NAMES =
            new ModelNames("vm/chat", Set.of("vm/chat", "quick"), Set.of("mk/one", "mk/two"));

    private static When models(String... names) {
        return new When(List.of(), List.of(names), Map.of());
    }

    private static List<Foresight.Line> lines(int section, Manifest... manifests) {
        ModelCall call = new ModelCall(SHOP, Operation.CHAT, "quick", Map.of("env", "dev"), false, 1, 1, null);
        Plan plan = new Plan("quick", NAMES, "vm/chat", List.of(), List.of());
        return new Foresight(Snapshot.of(1, "default", Arrays.asList(manifests)), call, plan)
                .sections()
                .get(section)
                .rules();
    }

    private static LoadBalancingConfig balancing(When... conditions) {
        List<LoadBalancingConfig.Rule> rules = new ArrayList<>();
        for (When when : conditions) {
            rules.add(
                    new LoadBalancingConfig.Rule("r" + rules.size(), RoutingConfig.BY_PRIORITY, when, List.of(), null));
        }
        return new LoadBalancingConfig(LoadBalancingConfig.TYPE, "balancing", rules);
    }

    @Test
    void firstRuleThatMatchesAppliesAndSaysWhy() {
        List<Foresight.Line> lines = lines(
                0,
                balancing(
                        new When(List.of("team:ml", "user:ann"), List.of(), Map.of()),
                        models("mk/one"),
                        new When(List.of("team:sales"), List.of("quick"), Map.of("env", "dev")),
                        When.ALWAYS));

        assertThat(lines).extracting(Foresight.Line::applies).containsExactly(false, false, true, false);
        assertThat(lines.get(0).reason())
                .isEqualTo("It is for team:ml or user:ann, and the caller is team:sales, virtualaccount:shop.");
        assertThat(lines.get(1).reason())
                .as("a rule of routing goes by what was asked for")
                .isEqualTo("It is for mk/one, and this request can only reach quick, vm/chat.");
        assertThat(lines.get(2).reason())
                .isEqualTo("The caller is team:sales, and it asks for quick, and it says env=dev.");
        assertThat(lines.get(3).reason()).isEqualTo("It would match, but 'r2' comes first.");
    }

    @Test
    void labelThatDiffersIsNamed() {
        List<Foresight.Line> lines = lines(
                0,
                balancing(
                        new When(List.of(), List.of(), Map.of("env", "prod")),
                        new When(List.of(), List.of(), Map.of("app", "shop"))));

        assertThat(lines.get(0).reason()).isEqualTo("It wants env=prod, and the request says env=dev.");
        assertThat(lines.get(1).reason()).isEqualTo("It wants app=shop, and the request says nothing of app.");
    }

    @Test
    void allFallbacksThatMatchAreFollowed() {
        FallbackConfig.FallbackModel one = new FallbackConfig.FallbackModel("mk/one", Map.of());
        FallbackConfig config = new FallbackConfig(
                FallbackConfig.TYPE,
                "fallback",
                List.of(
                        new FallbackConfig.Rule("a", null, List.of(one)),
                        new FallbackConfig.Rule(
                                "b",
                                new FallbackConfig.FallbackWhen(null, List.of("quick"), null, List.of(500, 503)),
                                List.of(one))));

        List<Foresight.Line> lines = lines(1, config);

        assertThat(lines).allMatch(Foresight.Line::applies);
        assertThat(lines.get(0).reason()).isEqualTo("It is for every request.");
        assertThat(lines.get(1).then()).isEqualTo("after 500, 503: mk/one");
    }

    @Test
    void limitOnWhatTheCallMayReachAppliesAndEndsTheListUnlessItContinues() {
        RateLimitingConfig config = new RateLimitingConfig(
                RateLimitingConfig.TYPE,
                "limits",
                List.of(
                        new RateLimitingConfig.Rule("a", models("mk/two"), 5, "requests_per_minute", List.of(), true),
                        new RateLimitingConfig.Rule("b", null, 9, "tokens_per_hour", List.of("user"), false),
                        new RateLimitingConfig.Rule("c", null, 9, "tokens_per_hour", List.of(), false)));

        List<Foresight.Line> lines = lines(2, config);

        assertThat(lines).extracting(Foresight.Line::applies).containsExactly(true, true, false);
        assertThat(lines.get(0).reason()).isEqualTo("It may reach mk/two.");
        assertThat(lines.get(0).then()).isEqualTo("5 requests a minute, shared by all; the next apply too");
        assertThat(lines.get(2).reason()).isEqualTo("It would match, but 'b' comes first.");
    }

    @Test
    void everyBudgetThatMatchesCounts() {
        BudgetConfig config = new BudgetConfig(
                BudgetConfig.TYPE,
                "budgets",
                List.of(
                        new BudgetConfig.Rule("a", null, BigDecimal.TEN, "cost_per_day", List.of(), true, null),
                        new BudgetConfig.Rule("b", null, BigDecimal.ONE, "tokens_per_month", List.of(), false, null)));

        List<Foresight.Line> lines = lines(3, config);

        assertThat(lines).allMatch(Foresight.Line::applies);
        assertThat(lines.get(0).then()).contains("a day").endsWith("; only counted");
    }
}
