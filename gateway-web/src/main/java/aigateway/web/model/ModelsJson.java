package aigateway.web.model;

import aigateway.call.Units;
import aigateway.call.Usage;
import aigateway.price.Price;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** OpenAI's model objects, with what the gateway knows besides: types, context window, prices. */
final class ModelsJson {

    private static final JsonFactory JSON = new JsonFactory();

    private static final long THOUSAND = 1000;
    private static final long MINUTE = 60_000;
    private static final long MILLION = 1_000_000;

    /** The least that a request can ask. */
    private static final Usage TOKEN = Usage.of(1, 0);

    private static final Usage INPUT = Usage.of(THOUSAND, 0);
    private static final Usage OUTPUT = Usage.of(0, THOUSAND);
    private static final Usage CACHED = new Usage(THOUSAND, 0, THOUSAND, 0, 0, 0, 0, 0, false);
    private static final Usage WRITTEN = new Usage(THOUSAND, 0, 0, THOUSAND, 0, 0, 0, 0, false);
    private static final Usage WRITTEN_FOR_AN_HOUR = new Usage(THOUSAND, 0, 0, THOUSAND, THOUSAND, 0, 0, 0, false);

    /** Where a model of a type answers. */
    private static final Map<String, List<String>> ENDPOINTS = Map.of(
            "chat", List.of("/v1/chat/completions", "/v1/messages"),
            "embedding", List.of("/v1/embeddings"),
            "rerank", List.of("/v1/rerank"),
            "moderation", List.of("/v1/moderations"),
            "image", List.of("/v1/images/generations", "/v1/images/edits", "/v1/images/variations"),
            "text-to-speech", List.of("/v1/audio/speech"),
            "speech-to-text", List.of("/v1/audio/transcriptions", "/v1/audio/translations"));

    private ModelsJson() {}

    static String list(List<UsableModel> models) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("object", "list");
            json.writeArrayFieldStart("data");
            for (UsableModel model : models) {
                write(json, model);
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    static String one(UsableModel model) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            write(json, model);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, UsableModel model) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", model.id());
        json.writeStringField("object", "model");
        json.writeNumberField("created", 0);
        json.writeStringField("owned_by", model.ownedBy());
        json.writeArrayFieldStart("model_types");
        for (String type : model.modelTypes()) {
            json.writeString(type);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("endpoints");
        for (String type : model.modelTypes()) {
            for (String endpoint : ENDPOINTS.getOrDefault(type, List.of())) {
                json.writeString(endpoint);
            }
        }
        json.writeEndArray();
        if (model.contextWindow().isPresent()) {
            json.writeNumberField("context_window", model.contextWindow().getAsLong());
        }
        if (model.price().isPresent()) {
            cost(json, model.price().get());
        }
        json.writeEndObject();
    }

    private static void cost(JsonGenerator json, Price price) throws IOException {
        json.writeObjectFieldStart("cost");
        json.writeStringField("metric", "per_1000_tokens");
        tokens(json, price, 0);
        BigDecimal request =
                price.cost(TOKEN).subtract(thousand(price, 0, INPUT).scaleByPowerOfTen(-3));
        if (request.signum() > 0) {
            json.writeNumberField("per_thousand_requests", plain(request.scaleByPowerOfTen(3)));
        }
        unit(json, price, "per_image", Units.ofImages(1, null));
        unit(json, price, "per_audio_minute", Units.ofAudio(MINUTE));
        unit(json, price, "per_million_characters", Units.ofCharacters(MILLION));
        unit(json, price, "per_thousand_searches", Units.ofSearches(THOUSAND));
        tiers(json, price);
        json.writeEndObject();
    }

    private static void tiers(JsonGenerator json, Price price) throws IOException {
        List<Long> tiers = price.tiers();
        if (tiers.isEmpty()) {
            return;
        }
        json.writeArrayFieldStart("tiers");
        for (long above : tiers) {
            json.writeStartObject();
            json.writeNumberField("above_input_tokens", above);
            tokens(json, price, above);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** Of a request with a longer input than that. A kind that costs what the broader one does is not told. */
    private static void tokens(JsonGenerator json, Price price, long above) throws IOException {
        BigDecimal input = thousand(price, above, INPUT);
        BigDecimal written = thousand(price, above, WRITTEN);
        json.writeNumberField("input", plain(input));
        json.writeNumberField("output", plain(thousand(price, above, OUTPUT)));
        other(json, "cached_input", thousand(price, above, CACHED), input);
        other(json, "cache_write", written, input);
        other(json, "cache_write_1h", thousand(price, above, WRITTEN_FOR_AN_HOUR), written);
    }

    private static BigDecimal thousand(Price price, long above, Usage more) {
        Usage request = Usage.of(above, 0).plus(TOKEN);
        return price.cost(request.plus(more)).subtract(price.cost(request));
    }

    private static void other(JsonGenerator json, String name, BigDecimal dollars, BigDecimal broader)
            throws IOException {
        if (dollars.compareTo(broader) != 0) {
            json.writeNumberField(name, plain(dollars));
        }
    }

    private static void unit(JsonGenerator json, Price price, String name, Units one) throws IOException {
        BigDecimal dollars = price.cost(Usage.NONE.with(one));
        if (dollars.signum() > 0) {
            json.writeNumberField(name, plain(dollars));
        }
    }

    private static BigDecimal plain(BigDecimal dollars) {
        return new BigDecimal(dollars.stripTrailingZeros().toPlainString());
    }
}
