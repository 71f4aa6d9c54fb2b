package aigateway.web.ingest;

import aigateway.web.ingest.RefusedException.Reason;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** Reads a request whole, compressed or not. What is too large is refused when that shows, and not read to its end. */
public final class RequestBytes {

    /** Before and after decompression. */
    public static final int LIMIT = 64 << 20;

    private static final int PIECE = 64 * 1024;

    /** Exporters themselves wait ten seconds at most for an answer; a body has to be there within this. */
    public static final Duration PATIENCE = Duration.ofSeconds(60);

    private RequestBytes() {}

    /**
     * @param coding of the {@code Content-Encoding} or gRPC's; null for none
     * @throws RefusedException too large, no such coding, or not what the coding says
     */
    public static byte[] read(InputStream in, @Nullable String coding, IngestRoom.Place place) {
        String name = coding == null ? "" : coding.strip().toLowerCase(Locale.ROOT);
        try {
            return switch (name) {
                case "", "identity" -> whole(in, place);
                case "gzip" -> whole(new GZIPInputStream(new Bounded(in), PIECE), place);
                default -> throw new RefusedException(
                        Reason.UNSUPPORTED, "There is no Content-Encoding '" + name + "' here; send gzip or nothing.");
            };
        } catch (ZipException | EOFException e) {
            throw RefusedException.badData("The body is not valid " + (name.isEmpty() ? "to its end" : name) + ".");
        } catch (IOException e) {
            throw RefusedException.badData("The body could not be read to its end.");
        }
    }

    private static byte[] whole(InputStream in, IngestRoom.Place place) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(PIECE / 4);
        byte[] piece = new byte[PIECE / 4];
        for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
            if (bytes.size() + read > LIMIT) {
                throw tooLarge();
            }
            place.take(read);
            bytes.write(piece, 0, read);
        }
        return bytes.toByteArray();
    }

    public static RefusedException tooLarge() {
        return new RefusedException(
                Reason.TOO_LARGE, "The request is larger than " + (LIMIT >> 20) + " MiB; send smaller batches.");
    }

    /** Much that inflates to little is read no further either. */
    private static final class Bounded extends FilterInputStream {
        private long read;

        Bounded(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int next = super.read();
            count(next < 0 ? 0 : 1);
            return next;
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            int count = super.read(to, offset, length);
            count(count);
            return count;
        }

        private void count(int more) {
            read += Math.max(0, more);
            if (read > LIMIT) {
                throw tooLarge();
            }
        }
    }
}
