package aigateway.web.media;

import aigateway.web.json.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Speech of a vendor that tells its usage beside it: JSON until it is counted, sound for the client. */
public final class SpokenAnswer {

    static final String SOUND = "b64_sound";

    private SpokenAnswer() {}

    /** @param usage as OpenAI tells it; empty: the vendor did not say */
    public static byte[] of(byte[] sound, ObjectNode usage) {
        ObjectNode answer = Json.emptyObject().put(SOUND, sound);
        return Json.bytes(usage.isEmpty() ? answer : answer.set("usage", usage));
    }

    /** What of an answer is heard: of any other all. */
    static byte[] sound(byte[] answer) {
        if (answer.length == 0 || answer[0] != '{') {
            return answer;
        }
        try {
            byte[] sound = Json.object(answer).path(SOUND).binaryValue();
            return sound == null ? answer : sound;
        } catch (IOException noBase64) {
            throw new UncheckedIOException(noBase64);
        }
    }
}
