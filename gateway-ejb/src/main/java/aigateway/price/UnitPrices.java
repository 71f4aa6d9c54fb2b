package aigateway.price;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** List prices of models that are not charged by tokens, which the catalogue leaves out. Dollars. */
final class UnitPrices {

    /**
     * @param model the beginning of its name
     */
    private record Listed(List<String> providers, String model, Price price) {}

    private static final class Loaded {
        static final List<Listed> PRICES = load();
    }

    private UnitPrices() {}

    static Optional<Price> find(String provider, String modelId) {
        String name = modelId.strip().toLowerCase(Locale.ROOT);
        return Loaded.PRICES.stream()
                .filter(listed -> listed.providers().contains(provider) && name.startsWith(listed.model()))
                .map(Listed::price)
                .findFirst();
    }

    private static List<Listed> load() {
        JsonMapper json = JsonMapper.builder()
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .build();
        try (InputStream file = UnitPrices.class.getResourceAsStream("unit-prices.json")) {
            if (file == null) {
                throw new IllegalStateException("unit-prices.json is missing from this archive");
            }
            List<Listed> prices = new ArrayList<>();
            for (JsonNode entry : json.readTree(file)) {
                List<String> providers = new ArrayList<>();
                entry.path("providers").forEach(it -> providers.add(it.textValue()));
                prices.add(new Listed(providers, entry.path("model").textValue(), price(entry)));
            }
            return List.copyOf(prices);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Price price(JsonNode entry) {
        Map<String, BigDecimal> images = new HashMap<>();
        entry.path("images")
                .fields()
                .forEachRemaining(it -> images.put(it.getKey(), it.getValue().decimalValue()));
        Price byUnits = new UnitRates(
                Price.FREE,
                new UnitRates.Rates(
                        Map.copyOf(images),
                        number(entry.get("audio_minute")),
                        number(entry.get("million_characters")),
                        number(entry.get("thousand_searches"))));
        return entry.path("free").asBoolean() ? Price.FREE : byUnits;
    }

    private static @Nullable BigDecimal number(@Nullable JsonNode price) {
        return price == null ? null : price.decimalValue();
    }
}
