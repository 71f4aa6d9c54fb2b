package aigateway.it.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What vendors answer that neither chat nor embed: sound, pictures, an order, a moderation. */
public final class MockMedia {

    public static final String SUBTITLES = "1\n00:00:00,000 --> 00:00:01,000\nImagine.\n";

    private static final Path RECORDINGS = Path.of("../gateway-web/src/test/resources/aigateway/web/golden");
    private static final int SOUND = 200_000;

    /**
     * @param type content type
     */
    record Said(String type, byte[] body) {}

    private MockMedia() {}

    /** Bytes of every kind, line ends and zeros among them. */
    public static byte[] sound() {
        byte[] sound = new byte[SOUND];
        for (int i = 0; i < sound.length; i++) {
            sound[i] = (byte) (i * 31 + i / 256);
        }
        return sound;
    }

    public static String recorded(String name) {
        try {
            return Files.readString(RECORDINGS.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Null: nothing of the kind was asked. */
    static @Nullable Said answer(String vendor, String path, String asked) {
        if (path.endsWith("/rerank")) {
            return json("answer/rerank." + vendor + ".json");
        }
        if (path.endsWith("/moderations")) {
            return json("answer/moderation." + vendor + ".json");
        }
        if (path.matches(".*/imagen[^/]*:predict")) {
            return json("answer/image.imagen.json");
        }
        if (path.matches(".*-image:generateContent")) {
            return json("answer/image.gemini.json");
        }
        if (path.matches(".*-tts:generateContent")) {
            return json("answer/speech.gemini.json");
        }
        if (path.contains("/images/")) {
            return asked.contains("\"stream\":true")
                    ? new Said("text/event-stream", bytes(recorded("stream/image.openai.events")))
                    : json("answer/image.openai.json");
        }
        if (path.endsWith("/audio/speech")) {
            return new Said("audio/mpeg", sound());
        }
        if (path.contains("/audio/")) {
            return asked.contains("srt")
                    ? new Said("text/plain; charset=utf-8", bytes(SUBTITLES))
                    : json("answer/transcription.openai.json");
        }
        return null;
    }

    private static Said json(String name) {
        return new Said("application/json", bytes(recorded(name)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
