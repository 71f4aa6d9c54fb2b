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

    /** A request this small meets no tier. */
    private static final long SAMPLE = 1000;

    private static final long MINUTE = 60_000;
    private static final long MILLION = 1_000_000;

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
            Price price = model.price().get();
            json.writeObjectFieldStart("cost");
            json.writeStringField("metric", "per_1000_tokens");
            json.writeNumberField("input", plain(price.cost(Usage.of(SAMPLE, 0))));
            json.writeNumberField("output", plain(price.cost(Usage.of(0, SAMPLE))));
            BigDecimal cached = price.cost(new Usage(SAMPLE, 0, SAMPLE, 0, 0, 0, 0, 0, false));
            if (cached.compareTo(price.cost(Usage.of(SAMPLE, 0))) != 0) {
                json.writeNumberField("cached_input", plain(cached));
            }
            unit(json, price, "per_image", Units.ofImages(1, null));
            unit(json, price, "per_audio_minute", Units.ofAudio(MINUTE));
            unit(json, price, "per_million_characters", Units.ofCharacters(MILLION));
            unit(json, price, "per_thousand_searches", Units.ofSearches(SAMPLE));
            json.writeEndObject();
        }
        json.writeEndObject();
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
