package aigateway.price;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.call.Units;
import aigateway.call.Usage;
import aigateway.manifest.type.Model;
import aigateway.manifest.type.ModelCost;
import aigateway.manifest.type.ProviderAccount;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriceCatalogueTest {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

    private final PriceCatalogue catalogue = new PriceCatalogue();

    @ParameterizedTest
    @CsvSource({
        // provider, model, cost of 1,000 tokens in and 1,000 out
        "openai, gpt-4o, 0.0125",
        "openai, gpt-4o-2024-08-06, 0.0125",
        "openai, gpt-4o-mini, 0.00075",
        "openai, gpt-5-nano-2025-08-07, 0.00045",
        "openai, o3, 0.01",
        "openai, gpt-5.6-luna-2026-08-01, 0.0014",
        "anthropic, claude-3-5-sonnet-20241022, 0.018",
        "anthropic, claude-sonnet-4-6, 0.018",
        "google, gemini-3.5-flash-002, 0.0105",
        "azure, gpt-4o, 0.0125",
    })
    void knowsRealModels(String provider, String model, BigDecimal cost) {
        assertThat(cost(provider, model, NOW, Usage.of(1000, 1000))).isEqualByComparingTo(cost);
    }

    @ParameterizedTest
    @CsvSource({"openai, gpt-audio", "openai, gpt-4o", "anthropic, claude-sonnet-4-6", "google, gemini-3.5-flash-002"})
    void mostIsEnoughForTokensOfAnyKind(String provider, String model) {
        Price price = catalogue.find(provider, model, NOW).orElseThrow();

        assertThat(price.most(Usage.of(1000, 1000)))
                .isGreaterThanOrEqualTo(price.cost(Usage.of(1000, 1000)))
                .isGreaterThanOrEqualTo(price.cost(new Usage(1000, 1000, 0, 1000, 1000, 0, 0, 0, false)))
                .isGreaterThanOrEqualTo(price.cost(new Usage(1000, 1000, 0, 0, 0, 1000, 1000, 0, false)))
                .isGreaterThanOrEqualTo(price.cost(new Usage(1000, 1000, 0, 0, 0, 0, 1000, 1000, false)));
    }

    @Test
    void namesAreComparedWithoutCase() {
        assertThat(catalogue.find("openai", "GPT-4o", NOW)).isPresent();
    }

    @Test
    void aProviderGoesByItsOtherNamesToo() {
        assertThat(catalogue.find("google-gemini", "gemini-2.5-pro", NOW)).isPresent();
        assertThat(catalogue.find("aws-bedrock", "amazon.nova-pro-v1:0", NOW)).isPresent();
        assertThat(catalogue.find("mistral-ai", "mistral-large-latest", NOW)).isPresent();
    }

    @Test
    void aResellerFallsBackToTheProviderItResells() {
        assertThat(cost("google-vertex", "claude-opus-4-1", NOW, Usage.of(1_000_000, 0)))
                .isEqualByComparingTo("15");
    }

    @Test
    void anUnknownPriceIsUnknownNotZero() {
        assertThat(catalogue.find("openai", "ft:gpt-4o:acme", NOW)).isEmpty();
        assertThat(catalogue.find("self-hosted-model", "gpt-4o", NOW)).isEmpty();
        assertThat(catalogue.find("openai", "text-moderation-latest", NOW)).isEmpty();
    }

    @Test
    void echoCostsNothingAndIsKnownTo() {
        assertThat(cost("echo", "echo", NOW, Usage.of(5, 5))).isEqualByComparingTo("0");
    }

    @Test
    void aDatedPriceHoldsFromItsDayInUtc() {
        Usage million = Usage.of(1_000_000, 0);
        assertThat(cost("openai", "o3", Instant.parse("2025-06-09T23:59:59Z"), million))
                .isEqualByComparingTo("10");
        assertThat(cost("openai", "o3", Instant.parse("2025-06-10T00:00:00Z"), million))
                .isEqualByComparingTo("2");
    }

    @Test
    void aPriceByTimeOfDayHoldsInItsHours() {
        Usage million = Usage.of(1_000_000, 0);
        assertThat(cost("deepseek", "deepseek-reasoner", Instant.parse("2026-01-01T00:29:59Z"), million))
                .isEqualByComparingTo("0.135");
        assertThat(cost("deepseek", "deepseek-reasoner", Instant.parse("2026-01-01T00:30:00Z"), million))
                .isEqualByComparingTo("0.55");
        assertThat(cost("deepseek", "deepseek-reasoner", Instant.parse("2026-01-01T16:30:00Z"), million))
                .isEqualByComparingTo("0.135");
    }

    @Test
    void aTierAppliesToAllTokensOnceTheInputIsAboveIt() {
        assertThat(cost("anthropic", "claude-sonnet-4-5", NOW, Usage.of(200_000, 1000)))
                .isEqualByComparingTo("0.615");
        assertThat(cost("anthropic", "claude-sonnet-4-5", NOW, Usage.of(200_001, 1000)))
                .isEqualByComparingTo("1.222506");
    }

    @Test
    void cacheWritesHaveTheirOwnPrice() {
        Usage usage = new Usage(12_307, 550, 0, 12_304, 0, 0, 0, 0, false);
        assertThat(cost("anthropic", "claude-3-5-sonnet-20241022", NOW, usage)).isEqualByComparingTo("0.054399");
    }

    @Test
    void onlyUncachedTokensCostTheFullPrice() {
        Usage usage = new Usage(1000, 0, 200, 700, 0, 0, 0, 0, false);
        // 100 at 3, 200 at 0.30, 700 at 3.75 dollars a million
        assertThat(cost("anthropic", "claude-3-5-sonnet-20241022", NOW, usage)).isEqualByComparingTo("0.002985");
    }

    @Test
    void tokensCachedForAnHourCostMore() {
        Usage usage = new Usage(1000, 0, 0, 1000, 600, 0, 0, 0, false);
        // 400 at 3.75, 600 at 6
        assertThat(cost("anthropic", "claude-3-5-sonnet-20241022", NOW, usage)).isEqualByComparingTo("0.0051");
    }

    @Test
    void audioHasItsOwnPrice() {
        Usage usage = new Usage(100, 100, 0, 0, 0, 0, 60, 70, false);
        // 40 at 5, 60 at 40, 30 at 20, 70 at 80
        assertThat(cost("openai", "gpt-4o-realtime-preview", NOW, usage)).isEqualByComparingTo("0.0088");
    }

    @Test
    void reasoningIsPricedAsOutputUnlessItHasItsOwnPrice() {
        Usage usage = new Usage(0, 1000, 0, 0, 0, 900, 0, 0, false);
        assertThat(cost("openai", "o3", NOW, usage)).isEqualByComparingTo("0.008");
    }

    @Test
    void aFeeForEachRequestIsAddedWhenTheRequestDidSomething() {
        assertThat(cost("perplexity", "sonar", NOW, Usage.of(1000, 1000))).isEqualByComparingTo("0.014");
        assertThat(cost("perplexity", "sonar", NOW, Usage.NONE)).isEqualByComparingTo("0");
    }

    @Test
    void theContextWindowIsToldWhereKnown() {
        assertThat(catalogue.contextWindow("openai", "gpt-4o")).isEqualTo(OptionalLong.of(128_000));
        assertThat(catalogue.contextWindow("openai", "no-such-model")).isEmpty();
    }

    @Test
    void anAccountsOwnCostComesBeforeTheCatalogue() {
        ModelCost own = new ModelCost("per_1000_tokens", new BigDecimal("0.005"), new BigDecimal("0.015"), null, null);
        assertThat(cost(own, Usage.of(1000, 1000))).isEqualByComparingTo("0.02");
        assertThat(cost(null, Usage.of(1000, 1000))).isEqualByComparingTo("0.0125");
    }

    @Test
    void anOwnCostMayNameACachePrice() {
        ModelCost own = new ModelCost(
                "per_million_tokens",
                new BigDecimal("3"),
                new BigDecimal("15"),
                new BigDecimal("0.3"),
                new BigDecimal("3.75"));
        assertThat(cost(own, new Usage(1000, 0, 200, 700, 0, 0, 0, 0, false))).isEqualByComparingTo("0.002985");
    }

    @Test
    void picturesMinutesCharactersAndSearchesHavePricesOfTheirOwn() {
        assertThat(cost("openai", "dall-e-3", NOW, Usage.NONE.with(Units.ofImages(2, null))))
                .isEqualByComparingTo("0.08");
        assertThat(cost("openai", "dall-e-3", NOW, Usage.NONE.with(Units.ofImages(1, "hd 1024x1792"))))
                .isEqualByComparingTo("0.12");
        assertThat(cost("openai", "whisper-1", NOW, Usage.NONE.with(Units.ofAudio(90_000))))
                .isEqualByComparingTo("0.009");
        assertThat(cost("openai", "tts-1-hd", NOW, Usage.estimate(5, 0).with(Units.ofCharacters(1000))))
                .isEqualByComparingTo("0.03");
        assertThat(cost("cohere", "rerank-v3.5", NOW, Usage.NONE.with(Units.ofSearches(3))))
                .isEqualByComparingTo("0.006");
        assertThat(cost("openai", "omni-moderation-latest", NOW, Usage.of(10, 0)))
                .isZero();
    }

    @Test
    void searchesOfTheWebAreAddedToTheTokens() {
        assertThat(cost(
                        "anthropic",
                        "claude-sonnet-4-6",
                        NOW,
                        Usage.of(1000, 1000).with(Units.ofSearches(3))))
                .isEqualByComparingTo("0.048");
    }

    @Test
    void aPriceTellsWhereItsTiersBegin() {
        assertThat(catalogue
                        .find("anthropic", "claude-sonnet-4-5", NOW)
                        .orElseThrow()
                        .tiers())
                .containsExactly(200_000L);
        assertThat(catalogue.find("openai", "gpt-4o", NOW).orElseThrow().tiers())
                .isEmpty();
    }

    @Test
    void picturesTokensAreDearerThanTexts() {
        // 10 of text at 5, 40 of pictures at 10, 1,050 that were made at 40 dollars a million.
        Usage usage = Usage.of(50, 1050).with(new Units(40, 1050, 1, null, 0, 0, 0));
        assertThat(cost("openai", "gpt-image-1", NOW, usage)).isEqualByComparingTo("0.04245");
    }

    @Test
    void anOwnCostMayBeByUnitsAlone() {
        ModelCost own = new ModelCost(
                null, null, null, null, null, new BigDecimal("0.5"), new BigDecimal("0.06"), null, new BigDecimal("1"));
        assertThat(cost(own, Usage.estimate(100, 0).with(Units.ofImages(3, "hd 1024x1024"))))
                .isEqualByComparingTo("1.5");
        assertThat(cost(own, Usage.NONE.with(Units.ofAudio(1000)))).isEqualByComparingTo("0.001");
        assertThat(cost(own, Usage.NONE.with(Units.ofSearches(2)))).isEqualByComparingTo("0.002");
    }

    private BigDecimal cost(@Nullable ModelCost own, Usage usage) {
        Model model = new Model("best", "gpt-4o", List.of(), own, Map.of());
        ProviderAccount account = new ProviderAccount(
                "provider-account/openai", "main", null, null, List.of(), List.of(model), Map.of(), null);
        return catalogue.find(account, model, NOW).orElseThrow().cost(usage);
    }

    private BigDecimal cost(String provider, String model, Instant at, Usage usage) {
        Optional<Price> price = catalogue.find(provider, model, at);
        assertThat(price).as("%s/%s", provider, model).isPresent();
        return price.orElseThrow().cost(usage);
    }
}
