package aigateway.web.bedrock;

import static aigateway.call.GatewayException.badRequest;

import aigateway.call.Usage;
import aigateway.web.cohere.CohereEmbeddings;
import aigateway.web.json.Json;
import aigateway.web.openai.Embeddings;
import aigateway.web.openai.Translated;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * OpenAI's embeddings as the models of Bedrock's {@code InvokeModel} want them, each in the words of whoever made it:
 * Converse has none. Who that was, the model's name says, behind the region of an inference profile or in an ARN.
 *
 * @see <a href="https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-titan-embed-text.html">Bedrock: Titan
 *     Text Embeddings</a>
 * @see <a href="https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-embed.html">Bedrock: Cohere Embed</a>
 */
public final class BedrockEmbeddings {

    private static final Pattern TITAN = Pattern.compile("amazon\\.titan-embed-(g1-)?text-");
    private static final Pattern SECOND_TITAN = Pattern.compile("amazon\\.titan-embed-text-v([2-9]|\\d\\d)");
    private static final Pattern COHERE = Pattern.compile("cohere\\.embed-");
    private static final Pattern FOURTH_COHERE = Pattern.compile("cohere\\.embed-v([4-9]|\\d\\d)");

    /** Where Bedrock counts, whoever's model it is; Titan says it in its body, too. */
    private static final String INPUT_TOKENS = "x-amzn-bedrock-input-token-count";

    private BedrockEmbeddings() {}

    /** Whether the model is Cohere's. */
    public static boolean isCoheres(String model) {
        return COHERE.matcher(model).find();
    }

    /** @throws aigateway.call.GatewayException the input is tokens, or more than the model takes; or nobody knows the model */
    public static Translated request(ObjectNode asked) {
        String model = asked.path("model").asText();
        if (TITAN.matcher(model).find()) {
            return titans(asked, SECOND_TITAN.matcher(model).find());
        }
        if (isCoheres(model)) {
            return coheres(asked, FOURTH_COHERE.matcher(model).find());
        }
        throw badRequest(
                "Of Bedrock's models the gateway can ask Amazon's Titan Text Embeddings and Cohere's Embed for embeddings, and '"
                        + model + "' names neither: its model_id must hold amazon.titan-embed-text- or cohere.embed-.",
                "model");
    }

    /** @param second whether the model takes more than a text */
    private static Translated titans(ObjectNode asked, boolean second) {
        List<String> texts = Embeddings.texts(asked);
        if (texts.size() != 1) {
            throw badRequest(
                    "Amazon's Titan embeds one text a call, and 'input' holds " + texts.size()
                            + ": make a request for each.",
                    "input");
        }
        ObjectNode body = Json.emptyObject().put("inputText", texts.get(0));
        List<String> dropped = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : asked.properties()) {
            String name = field.getKey();
            boolean titans = !Embeddings.OPENAI_FIELDS.contains(name) || name.equals("dimensions");
            if (!titans || field.getValue().isNull()) {
                continue;
            }
            if (second) {
                body.set(name, field.getValue());
            } else {
                dropped.add(name);
            }
        }
        return new Translated(body, dropped);
    }

    /** @param fourth whether the length of a vector can be chosen */
    private static Translated coheres(ObjectNode asked, boolean fourth) {
        ObjectNode body = CohereEmbeddings.request(asked);
        body.remove("model");
        if (fourth || body.remove("output_dimension") == null) {
            return new Translated(body, List.of());
        }
        return new Translated(body, List.of(asked.path("dimensions").isNumber() ? "dimensions" : "output_dimension"));
    }

    /**
     * @param headers names in lower case
     * @throws java.io.UncheckedIOException no answer of such a model's
     */
    public static Embeddings answer(byte[] body, Map<String, String> headers) {
        ObjectNode answer = Json.object(body);
        JsonNode vector = answer.path("embedding");
        if (!vector.isArray()) {
            Embeddings told = CohereEmbeddings.told(answer);
            return told.usage() == null ? new Embeddings(told.vectors(), usage(headers)) : told;
        }
        JsonNode tokens = answer.path("inputTextTokenCount");
        return new Embeddings(
                Json.emptyArray().add(vector), tokens.isNumber() ? Usage.of(tokens.longValue(), 0) : usage(headers));
    }

    /**
     * An answer as Cohere itself would have told it, with what was used.
     *
     * @param headers names in lower case
     * @throws java.io.UncheckedIOException no answer of Cohere's
     */
    public static byte[] toCohere(byte[] body, Map<String, String> headers) {
        Usage told = usage(headers);
        if (told == null) {
            return body;
        }
        ObjectNode answer = Json.object(body);
        ObjectNode meta = answer.get("meta") instanceof ObjectNode said ? said : answer.putObject("meta");
        meta.putObject("billed_units").put("input_tokens", told.inputTokens());
        return Json.bytes(answer);
    }

    private static @Nullable Usage usage(Map<String, String> headers) {
        String tokens = headers.getOrDefault(INPUT_TOKENS, "");
        return tokens.matches("\\d{1,18}") ? Usage.of(Long.parseLong(tokens), 0) : null;
    }
}
