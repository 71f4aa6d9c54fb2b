package aigateway.web.call;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;

/** Collects a body as it comes. Calls come one at a time, from the container's threads. */
final class BodyListener implements ReadListener {

    private static final int FIRST = 8 << 10;

    private final ServletInputStream in;
    private final BodyMemory.Share share;
    private final CompletableFuture<byte[]> whole;
    private final int declared;
    private byte[] bytes;
    private int length;

    /**
     * @param declared length; negative when there was none
     * @param begun what has been read, and has its place in the share
     */
    BodyListener(
            ServletInputStream in,
            int declared,
            byte[] begun,
            BodyMemory.Share share,
            CompletableFuture<byte[]> whole) {
        this.in = in;
        this.share = share;
        this.whole = whole;
        this.declared = declared;
        // Room for what has come, and not for what was promised: a promise costs the client nothing.
        this.length = begun.length;
        this.bytes = Arrays.copyOf(begun, Math.max(begun.length, declared < 0 ? FIRST : Math.min(declared, FIRST)));
    }

    @Override
    public void onDataAvailable() throws IOException {
        try {
            while (!whole.isDone() && in.isReady()) {
                if (length == bytes.length) {
                    makeRoom();
                }
                int read = in.read(bytes, length, bytes.length - length);
                if (read < 0) {
                    onAllDataRead();
                    return;
                }
                length += read;
                if (declared < 0) {
                    share.grow(read);
                }
                if (length > RequestBody.LIMIT) {
                    throw RequestBody.tooLarge();
                }
                if (length == declared) {
                    // Not every server says so when the last byte was read here and not waited for.
                    onAllDataRead();
                }
            }
        } catch (RuntimeException refused) {
            whole.completeExceptionally(refused);
        }
    }

    private void makeRoom() {
        bytes = Arrays.copyOf(bytes, Math.max(FIRST, (int) Math.min(2L * length, RequestBody.LIMIT + 1L)));
    }

    @Override
    public void onAllDataRead() {
        whole.complete(length == bytes.length ? bytes : Arrays.copyOf(bytes, length));
    }

    @Override
    public void onError(Throwable failure) {
        whole.completeExceptionally(RequestBody.broken(failure));
    }
}
