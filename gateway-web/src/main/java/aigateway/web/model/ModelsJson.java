package aigateway.web.model;

import aigateway.call.Usage;
import aigateway.price.Price;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;

/** OpenAI's model objects, with what the gateway knows besides: types, context window, prices. */
final class ModelsJson {

    private static final JsonFactory JSON = new JsonFactory();

    /** A request this small meets no tier. */
    private static final long SAMPLE = 1000;

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
        if (model.contextWindow().isPresent()) {
            json.writeNumberField("context_window", model.contextWindow().getAsLong());
        }
        if (model.price().isPresent()) {
            Price price = model.price().get();
            json.writeObjectFieldStart("cost");
            json.writeStringField("metric", "per_1000_tokens");
            json.writeNumberField("input", plain(price.cost(Usage.of(SAMPLE, 0))));
            json.writeNumberField("output", plain(price.cost(Usage.of(0, SAMPLE))));
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static BigDecimal plain(BigDecimal dollars) {
        return new BigDecimal(dollars.stripTrailingZeros().toPlainString());
    }
}
