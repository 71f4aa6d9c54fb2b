package aigateway.web.model;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.manifest.type.ModelCost;
import aigateway.price.Price;
import aigateway.price.PriceCatalogue;
import aigateway.web.json.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ModelsJsonTest {

    @Test
    void modelTellsWhatItIsForAndWhatItCosts() {
        ModelCost cost = new ModelCost(
                "per_million_tokens", new BigDecimal("2.5"), BigDecimal.TEN, new BigDecimal("1.25"), null);

        JsonNode told = told(List.of("chat"), cost);

        assertThat(told.path("cost"))
                .isEqualTo(Json.object(
                        "{\"metric\":\"per_1000_tokens\",\"input\":0.0025,\"output\":0.01,\"cached_input\":0.00125}"
                                .getBytes(StandardCharsets.UTF_8)));
        assertThat(told.path("context_window").asLong()).isEqualTo(128_000);
        assertThat(told.path("endpoints").toString()).contains("/v1/chat/completions");
    }

    @Test
    void dearerTokensAreToldAndWhatALongInputMakesOfThem() {
        assertThat(catalogued("anthropic", "claude-sonnet-4-5"))
                .isEqualTo(json("{\"metric\":\"per_1000_tokens\",\"input\":0.003,\"output\":0.015,"
                        + "\"cached_input\":0.0003,\"cache_write\":0.00375,\"cache_write_1h\":0.006,"
                        + "\"per_thousand_searches\":10,\"tiers\":[{\"above_input_tokens\":200000,"
                        + "\"input\":0.006,\"output\":0.0225,"
                        + "\"cached_input\":0.0006,\"cache_write\":0.0075,\"cache_write_1h\":0.012}]}"));
    }

    @Test
    void feeForARequestIsNoneOfItsTokens() {
        assertThat(catalogued("perplexity", "sonar"))
                .isEqualTo(json("{\"metric\":\"per_1000_tokens\",\"input\":0.001,\"output\":0.001,"
                        + "\"per_thousand_requests\":12}"));
    }

    @Test
    void ownPriceOfWhatIsWrittenToACacheIsTold() {
        ModelCost cost = new ModelCost(
                "per_million_tokens", new BigDecimal("2.5"), BigDecimal.TEN, null, new BigDecimal("3.125"));

        assertThat(told(List.of("chat"), cost).path("cost"))
                .isEqualTo(json("{\"metric\":\"per_1000_tokens\",\"input\":0.0025,\"output\":0.01,"
                        + "\"cache_write\":0.003125}"));
    }

    @Test
    void modelIsPricedByItsUnits() {
        ModelCost cost = new ModelCost(
                null,
                null,
                null,
                null,
                null,
                new BigDecimal("0.04"),
                new BigDecimal("0.006"),
                new BigDecimal("15"),
                new BigDecimal("2"));

        JsonNode told = told(List.of("image"), cost).path("cost");

        assertThat(told.path("per_image").decimalValue()).isEqualByComparingTo("0.04");
        assertThat(told.path("per_audio_minute").decimalValue()).isEqualByComparingTo("0.006");
        assertThat(told.path("per_million_characters").decimalValue()).isEqualByComparingTo("15");
        assertThat(told.path("per_thousand_searches").decimalValue()).isEqualByComparingTo("2");
    }

    @Test
    void unknownPriceIsNotTold() {
        assertThat(told(List.of("chat"), null).has("cost")).isFalse();
    }

    private static JsonNode told(List<String> types, @Nullable ModelCost cost) {
        return shown(types, Optional.ofNullable(cost).map(Price::of));
    }

    private static JsonNode shown(List<String> types, Optional<Price> price) {
        return json(ModelsJson.one(new UsableModel("a/m", "openai", types, OptionalLong.of(128_000), price)));
    }

    private static JsonNode catalogued(String provider, String model) {
        Optional<Price> price = new PriceCatalogue().find(provider, model, Instant.parse("2026-11-20T10:00:00Z"));
        return shown(List.of("chat"), price).path("cost");
    }

    private static JsonNode json(String text) {
        return Json.object(text.getBytes(StandardCharsets.UTF_8));
    }
}
