package aigateway.admission;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.call.ModelCall;
import aigateway.call.ModelNames;
import aigateway.call.Operation;
import aigateway.identity.Caller;
import aigateway.identity.Subject;
import aigateway.manifest.type.When;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PoolingTest {

    private static final Caller ANN =
            Caller.of(Subject.user("ann"), "Ann", List.of("ml", "ops"), List.of(), null, Map.of());
    private static final Caller SHOP =
            Caller.of(Subject.virtualAccount("shop"), "Shop", List.of(), List.of(), null, Map.of());

    @Test
    void withoutDimensionsAllShareOne() {
        assertThat(pools(When.ALWAYS, call(ANN, Map.of()))).containsExactly("");
    }

    @Test
    void poolsThatWereCountedInOtherDimensionsAreNoneOfItsOwn() {
        ModelCall call = call(ANN, Map.of("env", "a, b=\\"));
        List<List<String>> all = List.of(
                List.of(),
                List.of("user"),
                List.of("team"),
                List.of("model"),
                List.of("metadata.env"),
                List.of("user", "model"),
                List.of("metadata.env", "team"));
        for (List<String> counted : all) {
            for (List<String> asked : all) {
                assertThat(pools(When.ALWAYS, call, counted.toArray(String[]::new)))
                        .as(counted + " for " + asked)
                        .allMatch(pool -> new Pooling(asked, When.ALWAYS).mayBe(pool) == asked.equals(counted));
            }
        }
    }

    @Test
    void aVirtualAccountIsNotSkippedByARuleForUsers() {
        assertThat(pools(When.ALWAYS, call(SHOP, Map.of()), "user")).containsExactly("virtualaccount:shop");
    }

    @Test
    void aMemberOfSeveralTeamsDrawsFromEach() {
        assertThat(pools(When.ALWAYS, call(ANN, Map.of()), "team", "model"))
                .containsExactly("team:ml, a/m", "team:ops, a/m");
    }

    @Test
    void aRuleForATeamCountsThatTeamOnly() {
        When ml = new When(List.of("team:ml"), null, null);
        assertThat(pools(ml, call(ANN, Map.of()), "team")).containsExactly("team:ml");
    }

    @Test
    void aCallerWithoutATeamHasAPoolToo() {
        assertThat(pools(When.ALWAYS, call(SHOP, Map.of()), "team")).containsExactly("no team");
    }

    @Test
    void metadataThatContainsTheSeparatorOpensNoOtherPool() {
        List<String> one = pools(When.ALWAYS, call(ANN, Map.of("a", "x, b=y")), "metadata.a", "metadata.b");
        List<String> two = pools(When.ALWAYS, call(ANN, Map.of("a", "x", "b", "y, b=")), "metadata.a", "metadata.b");
        assertThat(one).isNotEqualTo(two);
        assertThat(pools(When.ALWAYS, call(ANN, Map.of("a", "\\, b")), "metadata.a"))
                .isNotEqualTo(pools(When.ALWAYS, call(ANN, Map.of("a", ", b")), "metadata.a"));
    }

    /** PostgreSQL would refuse the whole batch of spend that it comes with, again and again. */
    @Test
    void noNameHasACharacterThatNoDatabaseTakes() {
        List<String> one = pools(When.ALWAYS, call(ANN, Map.of("a", "x\0y")), "metadata.a");
        assertThat(one.get(0)).doesNotContain("\0");
        assertThat(one).isNotEqualTo(pools(When.ALWAYS, call(ANN, Map.of("a", "x\\0y")), "metadata.a"));
    }

    @Test
    void aLongNameIsCutButStaysItsOwn() {
        String one = pools(When.ALWAYS, call(ANN, Map.of("a", "x".repeat(5000) + 1)), "metadata.a")
                .get(0);
        String two = pools(When.ALWAYS, call(ANN, Map.of("a", "x".repeat(5000) + 2)), "metadata.a")
                .get(0);
        assertThat(one).hasSize(Pooling.MAX_LENGTH).isNotEqualTo(two);
    }

    @Test
    void aSlugDrawsFromThePoolOfTheModelItStandsFor() {
        ModelNames names = new ModelNames("vm/a", Set.of("vm/a", "quick"), Set.of("mk/one"));
        ModelCall call = call(ANN, Map.of()).planned(names);

        assertThat(pools(When.ALWAYS, call, "model")).containsExactly("vm/a");
        assertThat(pools(new When(null, List.of("mk/one", "mk/two"), null), call, "model"))
                .as("the pool that a call to the model itself draws from")
                .containsExactly("mk/one");
    }

    private static List<String> pools(When when, ModelCall call, String... dimensions) {
        return new Pooling(List.of(dimensions), when)
                .pools(call).stream().map(Pooling.Pool::name).toList();
    }

    private static ModelCall call(Caller caller, Map<String, String> metadata) {
        return new ModelCall(caller, Operation.CHAT, "a/m", metadata, false, 1, 1, null);
    }
}
