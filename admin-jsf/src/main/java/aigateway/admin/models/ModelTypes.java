package aigateway.admin.models;

import java.util.Locale;
import java.util.Map;

/** What a model is for, as its name tells: providers' lists do not say. */
final class ModelTypes {

    private static final Map<String, String> BY_PART = Map.ofEntries(
            Map.entry("embed", "embedding"),
            Map.entry("rerank", "rerank"),
            Map.entry("moderation", "moderation"),
            Map.entry("whisper", "speech-to-text"),
            Map.entry("transcribe", "speech-to-text"),
            Map.entry("tts", "text-to-speech"),
            Map.entry("dall-e", "image"),
            Map.entry("imagen", "image"),
            Map.entry("gpt-image", "image"));

    private ModelTypes() {}

    static String guess(String id) {
        String name = id.toLowerCase(Locale.ROOT);
        return BY_PART.entrySet().stream()
                .filter(part -> name.contains(part.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("chat");
    }
}
