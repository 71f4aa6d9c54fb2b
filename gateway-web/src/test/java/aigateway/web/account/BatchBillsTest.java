package aigateway.web.account;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.admission.Settlement;
import aigateway.budget.Budgets;
import aigateway.call.ModelCall;
import aigateway.identity.Caller;
import aigateway.identity.Directory;
import aigateway.identity.Subject;
import aigateway.manifest.type.Model;
import aigateway.manifest.type.ProviderAccount;
import aigateway.ownership.Maker;
import aigateway.ownership.OwnedObjects;
import aigateway.price.Price;
import aigateway.price.PriceCatalogue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BatchBillsTest {

    private static final ProviderAccount ACCOUNT =
            new ProviderAccount("provider-account/openai", "main", null, null, List.of(), List.of(), Map.of(), null);

    private static final Subject ANN = Subject.user("ann@example.com");

    /** As the manifests know her by now. */
    private static final Caller ANN_NOW = Caller.of(ANN, "Ann", Set.of("now"), Set.of(Caller.MEMBER), null, Map.of());

    private static final byte[] OVER = "{\"object\":\"batch\",\"id\":\"batch-1\",\"status\":\"completed\","
            .concat("\"usage\":{\"input_tokens\":1000,\"output_tokens\":500}}")
            .getBytes(StandardCharsets.UTF_8);

    private final List<ModelCall> charged = new ArrayList<>();

    @Test
    void rulesOnTheTeamsAndLabelsOfThenFindTheBatch() {
        Maker maker = new Maker(ANN, Set.of("then"), Map.of("project", "x"));

        assertThat(bills(maker).settle(ACCOUNT, OVER)).isPresent();

        ModelCall call = charged.get(0);
        assertThat(call.metadata()).containsExactly(Map.entry("project", "x"));
        assertThat(call.caller().teams()).containsExactly("then");
        assertThat(call.caller().subjects()).contains("team:then", "user:ann@example.com");
        assertThat(call.caller().displayName()).isEqualTo("Ann");
        assertThat(call.caller().roles()).containsExactly(Caller.MEMBER);
    }

    @Test
    void whoeverOnlyATokenKnewKeepsItsTeams() {
        Subject foreign = Subject.user("eve@elsewhere.example");

        bills(new Maker(foreign, Set.of("then"), Map.of())).settle(ACCOUNT, OVER);

        assertThat(charged.get(0).caller().subject()).isEqualTo(foreign);
        assertThat(charged.get(0).caller().teams()).containsExactly("then");
    }

    @Test
    void whereNothingWasKeptTheManifestsAreAsked() {
        bills(new Maker(ANN, null, Map.of())).settle(ACCOUNT, OVER);

        assertThat(charged.get(0).caller()).isEqualTo(ANN_NOW);
    }

    private BatchBills bills(Maker maker) {
        BatchBills bills = new BatchBills();
        bills.owned = new OwnedObjects() {
            @Override
            public Optional<Maker> settle(String account, String id) {
                return account.equals("main") && id.equals("batch-1") ? Optional.of(maker) : Optional.empty();
            }
        };
        bills.directory = new Directory() {
            @Override
            public Optional<Caller> find(Subject subject, @Nullable String keyId, Map<String, Object> claims) {
                return subject.equals(ANN) ? Optional.of(ANN_NOW) : Optional.empty();
            }
        };
        bills.prices = new PriceCatalogue() {
            @Override
            public Optional<Price> inBatch(ProviderAccount account, @Nullable Model model) {
                return Optional.of(Price.FREE);
            }
        };
        bills.budgets = new Budgets() {
            @Override
            public void charge(ModelCall call, Settlement settlement) {
                charged.add(call);
            }
        };
        return bills;
    }
}
