package aigateway.web.media;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** How long a recording is, and WAV files, which say so. */
public final class Sound {

    private static final int HEADER = 44;

    /** A recording of speech as it is mostly sent: 64 kbit a second. */
    private static final long BYTES_PER_MILLI = 8;

    /** What squeezed speech takes at least: 12 kbit a second. */
    private static final double FEWEST_BYTES_PER_MILLI = 1.5;

    private static final short PCM = 1;
    private static final short MONO = 1;
    private static final short BYTES = 2;

    private Sound() {}

    /**
     * A WAV file.
     *
     * @param samples of 16 bits, the lower byte first, of one channel
     * @param rate samples a second
     */
    public static byte[] wave(byte[] samples, int rate) {
        return ByteBuffer.allocate(HEADER + samples.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(word("RIFF"))
                .putInt(HEADER - 8 + samples.length)
                .put(word("WAVE"))
                .put(word("fmt "))
                .putInt(16)
                .putShort(PCM)
                .putShort(MONO)
                .putInt(rate)
                .putInt(rate * BYTES)
                .putShort(BYTES)
                .putShort((short) (8 * BYTES))
                .put(word("data"))
                .putInt(samples.length)
                .put(samples)
                .array();
    }

    private static byte[] word(String word) {
        return word.getBytes(StandardCharsets.US_ASCII);
    }

    /** Of a WAV file, which says so in its head; 0 of any other. */
    static long millis(byte[] body, int start, int end) {
        if (end - start < HEADER || !says(body, start, "RIFF") || !says(body, start + 8, "WAVE")) {
            return 0;
        }
        long bytesPerSecond = little(body, start + 28);
        return bytesPerSecond <= 0 ? 0 : (end - start - HEADER) * 1000L / bytesPerSecond;
    }

    static long guess(long bytes) {
        return bytes / BYTES_PER_MILLI;
    }

    static long most(long bytes) {
        return (long) (bytes / FEWEST_BYTES_PER_MILLI);
    }

    private static boolean says(byte[] body, int at, String text) {
        for (int i = 0; i < text.length(); i++) {
            if (body[at + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static long little(byte[] body, int at) {
        return (body[at] & 0xffL)
                | (body[at + 1] & 0xffL) << 8
                | (body[at + 2] & 0xffL) << 16
                | (body[at + 3] & 0xffL) << 24;
    }
}
