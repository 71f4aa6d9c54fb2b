package aigateway.web.media;

import aigateway.call.Operation;
import aigateway.call.Units;
import aigateway.call.Usage;
import aigateway.web.json.Json;
import aigateway.web.openai.ChatRequest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a request alone says of what it will use: that is reserved before it, and counted where the vendor tells nothing. */
public final class AskedUnits {

    private static final Pattern SIZE = Pattern.compile("\\d{2,5}x\\d{2,5}");
    private static final Pattern QUALITY = Pattern.compile("[a-z]{1,12}");
    private static final int DOCUMENTS_OF_A_SEARCH = 100;
    private static final int MOST_IMAGES = 10;

    /** Of a large picture of the highest quality. */
    private static final long MOST_TOKENS_OF_AN_IMAGE = 6_240;

    private static final long TOKENS_OF_AN_IMAGE = 1_056;

    /** Speech takes a quarter more tokens than characters, as priced by the token. */
    private static final double TOKENS_OF_A_CHARACTER = 1.25;

    /** Tokens of an answer that is passed on and was not bounded. */
    private static final long GUESS = 4096;

    private AskedUnits() {}

    /** The most that it can come to. Of a text it is what the bound says. */
    public static Usage most(ChatRequest request, Usage text) {
        return request.operation().writes() || request.operation() == Operation.EMBEDDING
                ? text
                : usage(request, MOST_TOKENS_OF_AN_IMAGE, true);
    }

    /** What it probably came to. */
    public static Usage estimate(ChatRequest request) {
        return usage(request, TOKENS_OF_AN_IMAGE, false);
    }

    private static Usage usage(ChatRequest request, long imageTokens, boolean most) {
        ObjectNode asked = Json.object(request.body());
        long input = request.inputTokens();
        return switch (request.operation()) {
            case RERANK -> Usage.estimate(input, 0).with(Units.ofSearches(searches(asked)));
            case IMAGE_GENERATION, IMAGE_EDIT, IMAGE_VARIATION -> {
                long images = images(asked);
                Units units = Units.ofImages(images, kind(asked)).withImageTokens(0, images * imageTokens);
                yield Usage.estimate(input, images * imageTokens).with(units);
            }
            case SPEECH -> {
                long characters = asked.path("input").asText().length();
                yield Usage.estimate(input, (long) (characters * TOKENS_OF_A_CHARACTER))
                        .with(Units.ofCharacters(characters));
            }
            case TRANSCRIPTION, TRANSLATION -> Usage.estimate(input, 0)
                    .with(Units.ofAudio(millis(asked.path("file"), most)));
            case PROXY -> Usage.estimate(input, asked.path("max_tokens").asLong(asked.has("model") ? GUESS : 0));
            default -> Usage.estimate(input, 0);
        };
    }

    private static long searches(ObjectNode asked) {
        return Math.max(1, (asked.path("documents").size() + DOCUMENTS_OF_A_SEARCH - 1) / DOCUMENTS_OF_A_SEARCH);
    }

    private static long images(ObjectNode asked) {
        return Math.max(1, Math.min(MOST_IMAGES, asked.path("n").asLong(1)));
    }

    /** {@code hd 1024x1792}; null where the request leaves both to the vendor. */
    static @Nullable String kind(JsonNode asked) {
        String size = asked.path("size").asText("");
        String quality = asked.path("quality").asText("").toLowerCase(Locale.ROOT);
        boolean sized = SIZE.matcher(size).matches();
        boolean graded = QUALITY.matcher(quality).matches();
        return !sized && !graded ? null : (graded ? quality : "standard") + ' ' + (sized ? size : "1024x1024");
    }

    private static long millis(JsonNode file, boolean most) {
        long told = file.path("duration_ms").asLong();
        long bytes = file.path("bytes").asLong();
        return told > 0 ? told : most ? Sound.most(bytes) : Sound.guess(bytes);
    }
}
