package aigateway.price;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Reads the catalogue's file.
 *
 * @see <a href="https://github.com/pydantic/genai-prices">genai-prices</a>
 */
final class CatalogueFile {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private CatalogueFile() {}

    static List<CataloguedProvider> read(InputStream file) throws IOException {
        List<CataloguedProvider> providers = new ArrayList<>();
        for (JsonNode provider : JSON.readTree(file)) {
            List<String> fallbacks = new ArrayList<>();
            provider.path("fallback_model_providers").forEach(id -> fallbacks.add(id.textValue()));
            List<CataloguedModel> models = new ArrayList<>();
            provider.path("models").forEach(model -> models.add(model(model)));
            JsonNode match = provider.get("provider_match");
            providers.add(new CataloguedProvider(
                    provider.get("id").textValue(),
                    match == null ? null : clause(match),
                    List.copyOf(fallbacks),
                    List.copyOf(models)));
        }
        return List.copyOf(providers);
    }

    private static CataloguedModel model(JsonNode model) {
        JsonNode prices = model.get("prices");
        List<CataloguedModel.Dated> dated = new ArrayList<>();
        if (prices.isArray()) {
            prices.forEach(it ->
                    dated.add(new CataloguedModel.Dated(validity(it.path("constraint")), price(it.get("prices")))));
        } else {
            dated.add(new CataloguedModel.Dated(CataloguedModel.Validity.ALWAYS, price(prices)));
        }
        JsonNode window = model.get("context_window");
        return new CataloguedModel(
                model.get("id").textValue(),
                clause(model.get("match")),
                window == null ? OptionalLong.empty() : OptionalLong.of(window.longValue()),
                List.copyOf(dated));
    }

    private static CataloguedModel.Validity validity(JsonNode constraint) {
        if (constraint.has("start_date")) {
            LocalDate start = LocalDate.parse(constraint.get("start_date").textValue());
            return at -> !at.atOffset(ZoneOffset.UTC).toLocalDate().isBefore(start);
        }
        if (constraint.has("start_time")) {
            OffsetTime start = OffsetTime.parse(constraint.get("start_time").textValue());
            OffsetTime end = OffsetTime.parse(constraint.get("end_time").textValue());
            return at -> {
                OffsetTime time = at.atOffset(ZoneOffset.UTC).toOffsetTime();
                return !time.isBefore(start) && time.isBefore(end);
            };
        }
        return CataloguedModel.Validity.ALWAYS;
    }

    /** @return null for a model listed without any price */
    private static @Nullable Price price(JsonNode prices) {
        if (prices.isEmpty()) {
            return null;
        }
        TokenRates.Builder rates = new TokenRates.Builder();
        rates.input = rate(prices.get("input_mtok"));
        rates.cacheRead = rate(prices.get("cache_read_mtok"));
        rates.cacheWrite = rate(prices.get("cache_write_mtok"));
        rates.cacheWriteHour = rate(prices.get("cache_write_1h_mtok"));
        rates.inputAudio = rate(prices.get("input_audio_mtok"));
        rates.inputImage = rate(prices.get("input_image_mtok"));
        rates.output = rate(prices.get("output_mtok"));
        rates.reasoning = rate(prices.get("output_reasoning_mtok"));
        rates.outputAudio = rate(prices.get("output_audio_mtok"));
        rates.outputImage = rate(prices.get("output_image_mtok"));
        JsonNode thousandRequests = prices.get("requests_kcount");
        if (thousandRequests != null) {
            rates.request = thousandRequests.decimalValue().scaleByPowerOfTen(-3);
        }
        JsonNode searches = prices.get("web_searches_kcount");
        return searches == null
                ? rates.build()
                : new UnitRates(rates.build(), new UnitRates.Rates(Map.of(), null, null, searches.decimalValue()));
    }

    private static @Nullable Rate rate(@Nullable JsonNode rate) {
        if (rate == null) {
            return null;
        }
        if (rate.isNumber()) {
            return Rate.flat(rate.decimalValue());
        }
        List<Rate.Tier> tiers = new ArrayList<>();
        for (JsonNode tier : rate.get("tiers")) {
            BigDecimal price = tier.get("price").decimalValue();
            tiers.add(new Rate.Tier(tier.get("start").longValue(), price));
        }
        return new Rate(rate.get("base").decimalValue(), tiers);
    }

    static Clause clause(JsonNode clause) {
        String operator = clause.fieldNames().next();
        JsonNode operand = clause.get(operator);
        String text = operand.asText().toLowerCase(Locale.ROOT);
        return switch (operator) {
            case "equals" -> new Clause.Equal(text);
            case "starts_with" -> new Clause.StartsWith(text);
            case "ends_with" -> new Clause.EndsWith(text);
            case "contains" -> new Clause.Contains(text);
            case "regex" -> Clause.Regex.of(operand.textValue());
            case "or" -> new Clause.Or(clauses(operand));
            case "and" -> new Clause.And(clauses(operand));
            default -> throw new IllegalArgumentException("unknown match clause " + operator);
        };
    }

    private static List<Clause> clauses(JsonNode list) {
        List<Clause> clauses = new ArrayList<>();
        list.forEach(it -> clauses.add(clause(it)));
        return List.copyOf(clauses);
    }
}
