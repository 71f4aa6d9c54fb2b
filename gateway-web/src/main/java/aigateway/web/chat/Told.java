package aigateway.web.chat;

import aigateway.call.Operation;
import aigateway.web.media.MediaAnswer;
import aigateway.web.openai.Embeddings;
import aigateway.web.provider.http.UpstreamResponse;
import aigateway.web.telemetry.Content;

/** What a whole answer is, to a trace and to the client's HTTP. */
final class Told {

    private Told() {}

    /** A trace is spared vectors and pictures. */
    static Content of(Operation operation, byte[] answer) {
        return switch (operation) {
            case EMBEDDING -> Content.later(() -> Embeddings.summary(answer), answer.length);
            case IMAGE_GENERATION, IMAGE_EDIT, IMAGE_VARIATION, SPEECH, TRANSCRIPTION, TRANSLATION -> Content.later(
                    () -> MediaAnswer.summary(operation, answer), answer.length);
            default -> Content.of(answer);
        };
    }

    /** The vendor's own where it is none of JSON: a transcription is a text as well, speech is sound. */
    static String contentType(Operation operation, UpstreamResponse.Whole whole) {
        String type = whole.headers().getOrDefault("content-type", "");
        boolean own =
                switch (operation) {
                    case SPEECH -> type.startsWith("audio/") || type.startsWith("application/octet-stream");
                    case TRANSCRIPTION, TRANSLATION -> type.startsWith("text/") && !type.startsWith("text/html");
                    case FILES, BATCHES, FINE_TUNING, STORED_RESPONSE, PROXY -> !type.isEmpty();
                    default -> false;
                };
        return own ? type : "application/json";
    }

    /** A vendor's own where it is passed on: something may have been created, or nothing be left to say. */
    static int status(Operation operation, UpstreamResponse.Whole whole) {
        return switch (operation) {
            case FILES, BATCHES, FINE_TUNING, STORED_RESPONSE, PROXY -> whole.status();
            default -> 200;
        };
    }

    static boolean isStored(Operation operation) {
        return switch (operation) {
            case FILES, BATCHES, FINE_TUNING, STORED_RESPONSE -> true;
            default -> false;
        };
    }
}
