package aigateway.web.chat;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.manifest.type.Model;
import aigateway.manifest.type.ModelCost;
import aigateway.manifest.type.ProviderAccount;
import aigateway.manifest.type.RetryConfig;
import aigateway.price.PriceCatalogue;
import aigateway.routing.Plan;
import aigateway.routing.Target;
import aigateway.web.openai.ChatRequest;
import aigateway.web.openai.ChatRequestReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WorstCaseTest {

    private static final ChatRequest FIVE = read("\"max_tokens\":5,");

    @Test
    void theLongestAnswerOfAnyTargetIsReserved() {
        WorstCase worst = worst(
                FIVE,
                plan(target("a", "1", Map.of()), target("b", "1", Map.of("max_tokens", 100_000)), target("c", null)));

        assertThat(worst.outputTokens()).isEqualTo(100_000);
        assertThat(worst.bounded()).isTrue();
        assertThat(worst.cost()).as("of 100 thousand at a dollar").isEqualByComparingTo("100");
    }

    @Test
    void aFallbacksParametersCountToo() {
        Plan plan = new Plan(
                "x",
                null,
                List.of(target("a", "1", Map.of())),
                List.of(new Plan.Fallback("f", target("b", "2", Map.of("n", 4)), List.of())));

        assertThat(worst(FIVE, plan).outputTokens()).isEqualTo(20);
        assertThat(worst(FIVE, plan).cost()).isEqualByComparingTo("0.04");
    }

    @Test
    void oneTargetWithoutABoundMakesItAGuess() {
        Plan plan = plan(target("a", "1", Map.of("max_tokens", 10)), target("b", "1", Map.of()));

        assertThat(worst(read(""), plan).bounded()).isFalse();
        assertThat(worst(read(""), plan).outputTokens()).isEqualTo(4096);
    }

    @Test
    void aPriceThatNobodyKnowsIsUnknown() {
        assertThat(worst(FIVE, plan(target("a", null))).cost()).isNull();
    }

    private static WorstCase worst(ChatRequest request, Plan plan) {
        return WorstCase.of(request, plan, new PriceCatalogue(), Instant.EPOCH);
    }

    private static Plan plan(Target... targets) {
        return new Plan("x", null, List.of(targets), List.of());
    }

    private static Target target(String name, String price) {
        return target(name, price, Map.of());
    }

    private static Target target(String name, String price, Map<String, Object> overrides) {
        ModelCost cost = price == null
                ? null
                : new ModelCost("per_1000_tokens", BigDecimal.ZERO, new BigDecimal(price), null, null);
        Model model = new Model(name, null, List.of("chat"), cost, Map.of());
        ProviderAccount account = new ProviderAccount(
                "provider-account/self-hosted-model", "mk", null, null, List.of(), List.of(model), Map.of(), null);
        return new Target(account, model, 100, 0, RetryConfig.DEFAULT, Set.of(), Set.of(), true, overrides, null);
    }

    private static ChatRequest read(String fields) {
        String body = "{" + fields + "\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}";
        return ChatRequestReader.read(body.getBytes(StandardCharsets.UTF_8));
    }
}
