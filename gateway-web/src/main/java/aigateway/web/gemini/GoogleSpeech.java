package aigateway.web.gemini;

import static aigateway.call.GatewayException.badRequest;

import aigateway.web.json.Json;
import aigateway.web.media.Sound;
import aigateway.web.media.SpokenAnswer;
import aigateway.web.openai.Translated;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Speech by Gemini's models, asked for as OpenAI's clients do. They answer with bare samples, which get a head where a WAV
 * file is wanted; fields that OpenAI does not have are the model's parameters, its own {@code speechConfig} among them.
 *
 * @see <a href="https://ai.google.dev/gemini-api/docs/speech-generation">Gemini API: speech generation</a>
 */
public final class GoogleSpeech {

    private static final String WAV = "wav";
    private static final String PCM = "pcm";

    private static final Set<String> UNDERSTOOD =
            Set.of("model", "input", "voice", "instructions", "response_format", "speed", "stream_format");

    /** OpenAI's own, which nobody else has. */
    private static final Set<String> OPENAIS_VOICES = Set.of(
            "alloy", "ash", "ballad", "cedar", "coral", "echo", "fable", "marin", "nova", "onyx", "sage", "shimmer",
            "verse");

    private static final Pattern RATE = Pattern.compile("rate=(\\d{4,6})");
    private static final int USUAL_RATE = 24_000;

    private GoogleSpeech() {}

    /** @throws aigateway.call.GatewayException the model cannot do what is asked; names the field */
    public static Translated request(ObjectNode asked) {
        String format = format(asked);
        if (!format.equals(WAV) && !format.equals(PCM)) {
            throw badRequest(
                    "This model does not speak " + format + ": the field 'response_format' must be wav or pcm.",
                    "response_format");
        }
        if (asked.path("stream_format").asText().equals("sse")) {
            throw badRequest(
                    "This model's speech is not told in events: leave the field 'stream_format' out.", "stream_format");
        }
        List<String> dropped = new ArrayList<>();
        ObjectNode config = Json.emptyObject();
        asked.properties().forEach(field -> {
            if (!UNDERSTOOD.contains(field.getKey())) {
                config.set(field.getKey(), field.getValue());
            }
        });
        config.putArray("responseModalities").add("AUDIO");
        voice(asked.path("voice"), config, dropped);
        if (asked.path("speed").asDouble(1) != 1) {
            dropped.add("speed");
        }
        ObjectNode body = Json.emptyObject();
        ObjectNode turn = body.putArray("contents").addObject().put("role", "user");
        turn.putArray("parts").addObject().put("text", text(asked));
        return new Translated(body.set("generationConfig", config), dropped);
    }

    private static void voice(JsonNode voice, ObjectNode config, List<String> dropped) {
        String name = (voice.isObject() ? voice.path("id") : voice).asText("");
        if (name.isEmpty() || config.has("speechConfig")) {
            return;
        }
        if (OPENAIS_VOICES.contains(name)) {
            dropped.add("voice");
            return;
        }
        config.putObject("speechConfig")
                .putObject("voiceConfig")
                .putObject("prebuiltVoiceConfig")
                .put("voiceName", name);
    }

    /** How to speak stands before what to say, and a colon between them. */
    private static String text(ObjectNode asked) {
        String input = asked.path("input").asText();
        String instructions = asked.path("instructions").asText("").strip().replaceAll("[.:]+$", "");
        return instructions.isEmpty() ? input : instructions + ": " + input;
    }

    private static String format(ObjectNode asked) {
        return asked.path("response_format").asText(WAV);
    }

    /** The content type of what is said. */
    public static String type(ObjectNode asked) {
        return "audio/" + format(asked);
    }

    /**
     * @throws UncheckedIOException no answer of Google's
     * @throws aigateway.call.GatewayException an answer without a sound; says why
     */
    public static byte[] answer(ObjectNode asked, byte[] body) {
        ObjectNode said = Json.object(body);
        if (!said.path("candidates").isArray() && !said.has("promptFeedback")) {
            throw new UncheckedIOException(new IOException("no candidates"));
        }
        ByteArrayOutputStream samples = new ByteArrayOutputStream();
        StringBuilder why =
                new StringBuilder(said.at("/promptFeedback/blockReason").asText(""));
        int rate = USUAL_RATE;
        for (JsonNode candidate : said.path("candidates")) {
            String reason = candidate.path("finishReason").asText("");
            why.append(reason.equals("STOP") ? "" : reason);
            for (JsonNode part : candidate.at("/content/parts")) {
                JsonNode sound = part.path("inlineData");
                samples.writeBytes(decoded(sound.path("data").asText("")));
                Matcher told = RATE.matcher(sound.path("mimeType").asText(""));
                rate = told.find() ? Integer.parseInt(told.group(1)) : rate;
            }
        }
        if (samples.size() == 0) {
            throw badRequest("The model said nothing" + (why.isEmpty() ? "." : ": " + why), "input");
        }
        byte[] sound = samples.toByteArray();
        return SpokenAnswer.of(
                format(asked).equals(WAV) ? Sound.wave(sound, rate) : sound, usage(said.path("usageMetadata")));
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException noBase64) {
            throw new UncheckedIOException(new IOException(noBase64));
        }
    }

    /** All that it writes is sound. */
    private static ObjectNode usage(JsonNode told) {
        ObjectNode usage = Json.emptyObject();
        if (told.isObject()) {
            long input = told.path("promptTokenCount").asLong();
            long output = told.path("candidatesTokenCount").asLong();
            usage.put("input_tokens", input).put("output_tokens", output).put("total_tokens", input + output);
            usage.putObject("output_tokens_details").put("audio_tokens", output);
        }
        return usage;
    }
}
