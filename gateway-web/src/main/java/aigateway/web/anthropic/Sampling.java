package aigateway.web.anthropic;

import aigateway.web.json.Json;
import aigateway.web.openai.ChatFields;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.regex.Pattern;

/** What Anthropic's models refuse of what decides how an answer is drawn and where it ends, wherever they are asked. */
public final class Sampling {

    /** Those before Opus 4.1. */
    private static final Pattern TAKES_BOTH = Pattern.compile(
            ".*claude-(3[-.].*|instant.*|v?[12](\\D.*)?|(opus|sonnet)-4(-0)?(@.*|-\\d{8}.*|-v\\d.*|-latest)?)");

    /** Those after Opus 4.6. */
    private static final Pattern TAKES_NONE = Pattern.compile(".*claude-[a-z]+-(4[-.][7-9]|[5-9]|\\d\\d)(\\D.*)?");

    /** Of both. */
    private static final double USUAL = 1;

    /** Of {@code top_p}, for models that take none. */
    private static final double NEARLY_USUAL = 0.99;

    private Sampling() {}

    /**
     * Takes away what the model refuses.
     *
     * @param chat what was asked; what of it would be passed on untouched is taken from it as well
     * @param body the request in Anthropic's words
     */
    public static void settle(ObjectNode chat, ObjectNode body, List<String> dropped) {
        if (TAKES_NONE.matcher(body.path("model").asText()).matches()) {
            drop(body, "temperature", body.path("temperature").asDouble(USUAL) != USUAL, dropped);
            drop(body, "top_p", body.path("top_p").asDouble(USUAL) < NEARLY_USUAL, dropped);
            drop(chat, "top_k", chat.hasNonNull("top_k"), dropped);
        }
        oneOfTwo(body, dropped);
    }

    private static void drop(ObjectNode from, String field, boolean isRefused, List<String> dropped) {
        if (isRefused) {
            from.remove(field);
            dropped.add(field);
        }
    }

    /**
     * Leaves one of {@code temperature} and {@code top_p}, which newer models refuse together: the one that asks for anything
     * beyond what happens without it, or the first.
     */
    private static void oneOfTwo(ObjectNode body, List<String> dropped) {
        String model = body.path("model").asText();
        if (!body.has("temperature")
                || !body.has("top_p")
                || !model.contains("claude-")
                || TAKES_BOTH.matcher(model).matches()) {
            return;
        }
        if (body.get("temperature").asDouble() == USUAL) {
            body.remove("temperature");
        } else if (body.remove("top_p").asDouble() != USUAL) {
            dropped.add("top_p");
        }
    }

    /** The sequences that end the answer; one of nothing but blanks is refused. */
    public static ArrayNode stop(ObjectNode chat) {
        ArrayNode sequences = Json.emptyArray();
        for (JsonNode one : ChatFields.stop(chat)) {
            if (one.isTextual() && !one.textValue().isBlank()) {
                sequences.add(one);
            }
        }
        return sequences;
    }
}
