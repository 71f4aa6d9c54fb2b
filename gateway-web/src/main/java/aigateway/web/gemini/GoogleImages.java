package aigateway.web.gemini;

import static aigateway.call.GatewayException.badRequest;

import aigateway.web.json.Json;
import aigateway.web.openai.Translated;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Pictures by Google, asked for as OpenAI's clients do: by Imagen's {@code predict}, and by Gemini's own models, which
 * paint in an answer of {@code generateContent}. A size becomes the nearest shape that the model paints; fields that OpenAI
 * does not have are the model's parameters.
 *
 * @see <a href="https://ai.google.dev/gemini-api/docs/image-generation">Gemini API: image generation</a>
 * @see <a href="https://cloud.google.com/vertex-ai/generative-ai/docs/model-reference/imagen-api">Vertex AI: Imagen</a>
 */
public final class GoogleImages {

    private static final List<String> IMAGENS = List.of("1:1", "3:4", "4:3", "9:16", "16:9");
    private static final List<String> GEMINIS =
            List.of("1:1", "2:3", "3:2", "3:4", "4:3", "4:5", "5:4", "9:16", "16:9", "21:9");

    private static final Set<String> UNDERSTOOD =
            Set.of("model", "prompt", "n", "size", "response_format", "stream", "user");

    /** OpenAI's own, which Google has nothing for. */
    private static final Set<String> NOT_THERE = Set.of(
            "background",
            "input_fidelity",
            "moderation",
            "output_compression",
            "output_format",
            "partial_images",
            "quality",
            "style");

    private static final Pattern SIZE = Pattern.compile("(\\d{2,5})x(\\d{2,5})");

    private GoogleImages() {}

    /** Whether the model is asked by {@code predict}. */
    public static boolean isImagen(String model) {
        return model.substring(model.lastIndexOf('/') + 1).startsWith("imagen");
    }

    /** @throws aigateway.call.GatewayException the model cannot do what is asked; names the field */
    public static Translated request(ObjectNode asked) {
        if (asked.path("response_format").asText().equals("url")) {
            throw badRequest(
                    "This model answers with the picture itself: the field 'response_format' must be b64_json.",
                    "response_format");
        }
        if (asked.path("stream").asBoolean()) {
            throw badRequest("This model's pictures are not streamed: leave the field 'stream' out.", "stream");
        }
        List<String> dropped = new ArrayList<>();
        ObjectNode parameters = Json.emptyObject();
        asked.properties().forEach(field -> {
            boolean says =
                    !field.getValue().isNull() && !field.getValue().asText().equals("auto");
            if (NOT_THERE.contains(field.getKey())) {
                if (says) {
                    dropped.add(field.getKey());
                }
            } else if (!UNDERSTOOD.contains(field.getKey())) {
                parameters.set(field.getKey(), field.getValue());
            }
        });
        ObjectNode body = isImagen(asked.path("model").asText())
                ? imagens(asked, parameters, dropped)
                : geminis(asked, parameters, dropped);
        return new Translated(body, dropped);
    }

    /**
     * @param asked with the pictures under {@code image}, each with its {@code content_type} and {@code data}
     * @throws aigateway.call.GatewayException the model cannot do what is asked; names the field
     */
    public static Translated edit(ObjectNode asked) {
        if (isImagen(asked.path("model").asText())) {
            throw badRequest("Imagen paints, and changes no pictures: Gemini's models for pictures do.", "model");
        }
        if (asked.has("mask")) {
            throw badRequest(
                    "This model knows no masks: leave the field 'mask' out, and say in the prompt what is to change.",
                    "mask");
        }
        if (asked.path("prompt").asText("").isBlank()) {
            throw badRequest("The field 'prompt' is missing.", "prompt");
        }
        JsonNode images = asked.remove("image");
        Translated said = request(asked);
        ArrayNode parts = Json.emptyArray();
        for (JsonNode image : images.isArray() ? images : Json.emptyArray().add(images)) {
            if (!image.path("data").isTextual()) {
                throw badRequest("The field 'image' must be a file.", "image");
            }
            parts.addObject()
                    .putObject("inlineData")
                    .put("mimeType", image.path("content_type").asText("image/png"))
                    .set("data", image.path("data"));
        }
        ObjectNode turn = (ObjectNode) said.body().at("/contents/0");
        turn.set("parts", parts.addAll((ArrayNode) turn.path("parts")));
        return said;
    }

    private static ObjectNode imagens(ObjectNode asked, ObjectNode parameters, List<String> dropped) {
        parameters.put("sampleCount", asked.path("n").asInt(1));
        shape(asked, IMAGENS, parameters, dropped);
        ObjectNode body = Json.emptyObject();
        body.putArray("instances").addObject().set("prompt", asked.path("prompt"));
        return body.set("parameters", parameters);
    }

    private static ObjectNode geminis(ObjectNode asked, ObjectNode config, List<String> dropped) {
        if (asked.path("n").asInt(1) > 1) {
            throw badRequest("This model paints one picture at a time: the field 'n' must be 1.", "n");
        }
        config.putArray("responseModalities").add("TEXT").add("IMAGE");
        ObjectNode image = Json.emptyObject();
        shape(asked, GEMINIS, image, dropped);
        if (!image.isEmpty()) {
            config.set("imageConfig", image);
        }
        ObjectNode body = Json.emptyObject();
        ObjectNode turn = body.putArray("contents").addObject().put("role", "user");
        turn.putArray("parts").addObject().set("text", asked.path("prompt"));
        return body.set("generationConfig", config);
    }

    private static void shape(ObjectNode asked, List<String> shapes, ObjectNode there, List<String> dropped) {
        Matcher size = SIZE.matcher(asked.path("size").asText());
        if (!size.matches()) {
            return;
        }
        double wanted = Math.log(Double.parseDouble(size.group(1)) / Double.parseDouble(size.group(2)));
        String nearest = shapes.stream()
                .min(Comparator.comparingDouble(shape -> Math.abs(ratio(shape) - wanted)))
                .orElseThrow();
        there.put("aspectRatio", nearest);
        if (Math.abs(ratio(nearest) - wanted) > 1e-9) {
            dropped.add("size");
        }
    }

    private static double ratio(String shape) {
        int colon = shape.indexOf(':');
        return Math.log(Double.parseDouble(shape.substring(0, colon)) / Double.parseDouble(shape.substring(colon + 1)));
    }

    /**
     * @param created seconds since 1970
     * @throws UncheckedIOException no answer of Google's
     * @throws aigateway.call.GatewayException an answer without a picture; says why
     */
    public static byte[] answer(byte[] body, long created) {
        ObjectNode said = Json.object(body);
        ObjectNode answer = Json.emptyObject().put("created", created);
        ArrayNode data = answer.putArray("data");
        StringBuilder why = new StringBuilder();
        if (said.has("predictions") || said.isEmpty()) {
            for (JsonNode one : said.path("predictions")) {
                picture(one.path("bytesBase64Encoded"), one.path("mimeType"), answer, data);
                why.append(one.path("raiFilteredReason").asText(""));
            }
        } else if (said.path("candidates").isArray() || said.has("promptFeedback")) {
            why.append(said.at("/promptFeedback/blockReason").asText(""));
            for (JsonNode candidate : said.path("candidates")) {
                String reason = candidate.path("finishReason").asText("");
                why.append(reason.equals("STOP") ? "" : reason);
                for (JsonNode part : candidate.at("/content/parts")) {
                    picture(part.at("/inlineData/data"), part.at("/inlineData/mimeType"), answer, data);
                    why.append(
                            part.path("thought").asBoolean()
                                    ? ""
                                    : part.path("text").asText(""));
                }
            }
        } else {
            throw new UncheckedIOException(new IOException("neither predictions nor candidates"));
        }
        if (data.isEmpty()) {
            throw badRequest("The model painted nothing" + (why.isEmpty() ? "." : ": " + why), "prompt");
        }
        JsonNode usage = said.path("usageMetadata");
        if (usage.isObject()) {
            long input = usage.path("promptTokenCount").asLong();
            long output = usage.path("candidatesTokenCount").asLong()
                    + usage.path("thoughtsTokenCount").asLong();
            answer.putObject("usage")
                    .put("input_tokens", input)
                    .put("output_tokens", output)
                    .put("total_tokens", input + output);
        }
        return Json.bytes(answer);
    }

    private static void picture(JsonNode base64, JsonNode type, ObjectNode answer, ArrayNode data) {
        if (base64.isTextual()) {
            data.addObject().set("b64_json", base64);
            String format = type.asText("image/png");
            answer.put(
                    "output_format", format.substring(format.indexOf('/') + 1).toLowerCase(Locale.ROOT));
        }
    }
}
