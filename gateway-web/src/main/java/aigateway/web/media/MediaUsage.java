package aigateway.web.media;

import aigateway.call.Operation;
import aigateway.call.Units;
import aigateway.call.Usage;
import aigateway.web.openai.ChatRequest;
import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** The usage that vendors tell of pictures, speech and searches. */
final class MediaUsage {

    private static final double MILLIS = 1000;

    private MediaUsage() {}

    /**
     * @param told what stands under {@code usage}, or Cohere's {@code billed_units}; null where nothing does
     * @param images that came; 0 where that is not known
     * @param seconds of sound, as the answer says; 0 where it does not
     */
    static Usage of(ChatRequest request, @Nullable JsonNode told, long images, double seconds) {
        Usage asked = AskedUnits.estimate(request);
        Units units = units(request.operation(), asked.units(), images, seconds, told);
        if (told == null || !tellsTokens(told)) {
            boolean known = images > 0 || units.audioMillis() != asked.units().audioMillis() || searches(told) > 0;
            // Of pictures, minutes and searches that are known the tokens would be a guess beside them.
            return known ? Usage.NONE.with(units.withImageTokens(0, 0)) : asked;
        }
        JsonNode in = details(told, "input_tokens_details", "input_token_details", "prompt_tokens_details");
        JsonNode out = details(told, "output_tokens_details", "output_token_details", "completion_tokens_details");
        long input = number(told, "input_tokens", "prompt_tokens");
        long output = number(told, "output_tokens", "completion_tokens");
        if (input == 0 && output == 0) {
            input = told.path("total_tokens").asLong();
        }
        boolean pictures = images > 0 || units.images() > 0;
        long picture = out.has("image_tokens") ? out.path("image_tokens").asLong() : pictures ? output : 0;
        return new Usage(
                        input,
                        output,
                        in.path("cached_tokens").asLong(),
                        0,
                        0,
                        0,
                        in.path("audio_tokens").asLong(),
                        out.path("audio_tokens").asLong(),
                        false)
                .with(units.withImageTokens(in.path("image_tokens").asLong(), picture));
    }

    private static Units units(Operation operation, Units asked, long images, double seconds, @Nullable JsonNode told) {
        double heard = told != null && told.path("type").asText().equals("duration")
                ? told.path("seconds").asDouble()
                : told == null ? seconds : told.path("prompt_audio_seconds").asDouble(seconds);
        return switch (operation) {
            case IMAGE_GENERATION, IMAGE_EDIT, IMAGE_VARIATION -> images > 0
                    ? Units.ofImages(images, asked.imageKind())
                    : asked;
            case TRANSCRIPTION, TRANSLATION -> heard > 0 ? Units.ofAudio(Math.round(heard * MILLIS)) : asked;
            case RERANK -> searches(told) > 0 ? Units.ofSearches(searches(told)) : asked;
            default -> asked;
        };
    }

    private static long searches(@Nullable JsonNode told) {
        return told == null ? 0 : told.path("search_units").asLong();
    }

    private static boolean tellsTokens(JsonNode told) {
        return told.has("input_tokens")
                || told.has("output_tokens")
                || told.has("prompt_tokens")
                || told.has("total_tokens");
    }

    private static JsonNode details(JsonNode told, String... names) {
        for (String name : names) {
            if (told.path(name).isObject()) {
                return told.path(name);
            }
        }
        return told.path(names[0]);
    }

    private static long number(JsonNode told, String name, String older) {
        return told.has(name) ? told.path(name).asLong() : told.path(older).asLong();
    }
}
