package aigateway.web.openai;

import static aigateway.call.GatewayException.badRequest;

import aigateway.call.Usage;
import aigateway.web.json.Json;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a vendor embedded.
 *
 * @param vectors a list of lists of numbers
 * @param usage null when the vendor told nothing
 */
public record Embeddings(JsonNode vectors, @Nullable Usage usage) {

    /** What OpenAI's requests may hold. Anything else is meant for the vendor. */
    public static final Set<String> OPENAI_FIELDS = Set.of("model", "input", "encoding_format", "dimensions", "user");

    /**
     * The texts of a request.
     *
     * @throws aigateway.call.GatewayException they are tokens, which mean something to OpenAI's models alone
     */
    public static List<String> texts(ObjectNode request) {
        List<String> texts = new ArrayList<>();
        JsonNode input = request.path("input");
        if (input.isTextual()) {
            texts.add(input.textValue());
        }
        for (JsonNode one : input) {
            if (!one.isTextual()) {
                throw badRequest("The field 'input' must hold texts for this model, not tokens.", "input");
            }
            texts.add(one.textValue());
        }
        return texts;
    }

    /** @throws UncheckedIOException no answer in OpenAI's shape */
    public static Embeddings read(byte[] openAis) {
        ObjectNode answer = Json.object(openAis);
        if (!answer.path("data").isArray()) {
            throw new UncheckedIOException(new IOException("an answer without data"));
        }
        ArrayNode vectors = Json.emptyArray();
        for (JsonNode one : answer.path("data")) {
            JsonNode vector = one.path("embedding");
            vectors.add(vector.isTextual() ? numbers(vector.textValue()) : vector);
        }
        JsonNode usage = answer.path("usage");
        long total = UsageReader.tokens(usage.path("total_tokens"), UsageReader.UNTOLD);
        long tokens = UsageReader.tokens(usage.path("prompt_tokens"), total);
        return new Embeddings(vectors, tokens == UsageReader.UNTOLD ? null : Usage.of(tokens, 0));
    }

    private static JsonNode numbers(String base64) {
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(base64)).order(ByteOrder.LITTLE_ENDIAN);
        ArrayNode vector = Json.emptyArray();
        while (bytes.remaining() >= Float.BYTES) {
            vector.add(bytes.getFloat());
        }
        return vector;
    }

    /** Each vector as a text. */
    public ArrayNode inBase64() {
        ArrayNode texts = Json.emptyArray();
        vectors.forEach(vector -> texts.add(base64(vector)));
        return texts;
    }

    /**
     * In OpenAI's shape.
     *
     * @param base64 whether vectors are told as the base64 of their numbers, little-endian, as OpenAI's clients ask for
     */
    public byte[] toJson(String model, boolean base64) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(8192);
        try (JsonGenerator json = Json.FACTORY.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("object", "list");
            json.writeArrayFieldStart("data");
            for (int i = 0; i < vectors.size(); i++) {
                json.writeStartObject();
                json.writeStringField("object", "embedding");
                json.writeNumberField("index", i);
                json.writeFieldName("embedding");
                if (base64) {
                    json.writeString(base64(vectors.get(i)));
                } else {
                    Json.write(json, vectors.get(i));
                }
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeStringField("model", model);
            if (usage != null) {
                json.writeObjectFieldStart("usage");
                json.writeNumberField("prompt_tokens", usage.inputTokens());
                json.writeNumberField("total_tokens", usage.totalTokens());
                json.writeEndObject();
            }
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static String base64(JsonNode vector) {
        ByteBuffer numbers = ByteBuffer.allocate(vector.size() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        vector.forEach(number -> numbers.putFloat(number.floatValue()));
        return Base64.getEncoder().encodeToString(numbers.array());
    }

    /** What is told of an answer in a trace: how many vectors there were, and not their thousands of numbers. */
    public static byte[] summary(byte[] answer) {
        ObjectNode said = Json.object(answer);
        int vectors = said.path("data").size();
        said.remove("data");
        return Json.bytes(said.put("vectors", vectors));
    }
}
