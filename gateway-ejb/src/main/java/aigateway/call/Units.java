package aigateway.call;

import org.jspecify.annotations.Nullable;

/**
 * What was used that is not charged as a token of text: pictures, sound, searches, and which of the tokens were a picture's.
 *
 * @param inputImageTokens among the input tokens
 * @param outputImageTokens among the output tokens
 * @param images pictures that were made
 * @param imageKind what their price depends on, {@code hd 1024x1792} say; null: nothing was asked for in particular
 * @param audioMillis length of the sound that was heard
 * @param characters that were spoken
 * @param searches of a reranking or of the web, as the vendor counts them
 */
public record Units(
        long inputImageTokens,
        long outputImageTokens,
        long images,
        @Nullable String imageKind,
        long audioMillis,
        long characters,
        long searches) {

    public static final Units NONE = new Units(0, 0, 0, null, 0, 0, 0);

    public static Units ofImages(long images, @Nullable String kind) {
        return new Units(0, 0, images, kind, 0, 0, 0);
    }

    public static Units ofAudio(long millis) {
        return new Units(0, 0, 0, null, millis, 0, 0);
    }

    public static Units ofCharacters(long characters) {
        return new Units(0, 0, 0, null, 0, characters, 0);
    }

    public static Units ofSearches(long searches) {
        return new Units(0, 0, 0, null, 0, 0, searches);
    }

    /** The same, with tokens that were a picture's. */
    public Units withImageTokens(long input, long output) {
        return new Units(input, output, images, imageKind, audioMillis, characters, searches);
    }

    /** Whether anything was used that has a price of its own. */
    public boolean isAny() {
        return images > 0 || audioMillis > 0 || characters > 0 || searches > 0;
    }

    public Units plus(Units other) {
        return new Units(
                inputImageTokens + other.inputImageTokens,
                outputImageTokens + other.outputImageTokens,
                images + other.images,
                imageKind == null ? other.imageKind : imageKind,
                audioMillis + other.audioMillis,
                characters + other.characters,
                searches + other.searches);
    }
}
