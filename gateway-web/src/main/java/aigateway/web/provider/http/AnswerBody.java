package aigateway.web.provider.http;

import aigateway.call.GatewayException;
import aigateway.web.call.BodyMemory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/** The body of an answer that is not a stream, kept until it is whole. Calls come one at a time. */
final class AnswerBody {

    /** It is kept up to here. */
    static final int MOST_BYTES = BodyMemory.LARGEST_ANSWER;

    private static final int UNKNOWN = 1024;
    private static final int FIRST = 64 << 10;

    private final BodyMemory.Share share = BodyMemory.ANSWERS.share();
    private final ByteArrayOutputStream came;

    private final CompletableFuture<?> response;

    /**
     * @param declared length; negative when there was none
     * @param response told when there is no room for it
     */
    AnswerBody(long declared, CompletableFuture<?> response) {
        this.response = response;
        // Room for what has come, and not for what was promised: a promise costs the vendor nothing.
        came = new ByteArrayOutputStream(declared < 0 ? UNKNOWN : (int) Math.min(declared, FIRST));
    }

    /** @throws IOException it is too long, or there is no room for it beside others */
    void add(byte[] bytes) throws IOException {
        if (came.size() + bytes.length > MOST_BYTES) {
            throw new IOException("its answer is longer than " + (MOST_BYTES >> 20) + " MiB");
        }
        try {
            share.grow(bytes.length);
        } catch (GatewayException full) {
            response.completeExceptionally(full);
            throw new IOException(full);
        }
        came.write(bytes, 0, bytes.length);
    }

    byte[] bytes() {
        return came.toByteArray();
    }

    /** It is another's to keep it now, or nobody's. Once is enough. */
    void giveBack() {
        share.giveBack();
    }
}
