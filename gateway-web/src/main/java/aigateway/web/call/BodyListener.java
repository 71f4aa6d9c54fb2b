package aigateway.web.call;

import aigateway.platform.Alarm;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.time.Duration;
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

    /** @param declared length; negative when there was none */
    BodyListener(ServletInputStream in, int declared, BodyMemory.Share share, CompletableFuture<byte[]> whole) {
        this.in = in;
        this.share = share;
        this.whole = whole;
        this.declared = declared;
        // Room for what has come, and not for what was promised: a promise costs the client nothing.
        this.bytes = new byte[declared < 0 ? FIRST : Math.min(declared, FIRST)];
    }

    /**
     * Waits on this thread for what is about to come, before it is anybody's listener: until that was all, or so much, or
     * somewhat later than this.
     *
     * @param patience then the thread is interrupted: between chunks much can come that is no body, and a server reads on
     *     and on for the next byte that is
     * @throws aigateway.call.GatewayException that was too slow, or too much
     */
    void begin(int most, Duration moment, Duration patience) throws IOException {
        long until = System.nanoTime() + moment.toNanos();
        Alarm alarm = Alarm.after(patience);
        try {
            while (!whole.isDone() && length < most && System.nanoTime() - until < 0) {
                read();
            }
        } catch (IOException gone) {
            if (alarm.hasRung()) {
                throw RequestBodies.tooSlow();
            }
            throw gone;
        } finally {
            alarm.close();
        }
    }

    @Override
    public void onDataAvailable() throws IOException {
        try {
            while (!whole.isDone() && in.isReady()) {
                read();
            }
        } catch (RuntimeException refused) {
            whole.completeExceptionally(refused);
        }
    }

    private void read() throws IOException {
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
        if (length > RequestBodies.LIMIT) {
            throw RequestBodies.tooLarge();
        }
        if (length == declared) {
            // Not every server says so when the last byte was read here and not waited for.
            onAllDataRead();
        }
    }

    private void makeRoom() {
        bytes = Arrays.copyOf(bytes, Math.max(FIRST, (int) Math.min(2L * length, RequestBodies.LIMIT + 1L)));
    }

    @Override
    public void onAllDataRead() {
        whole.complete(length == bytes.length ? bytes : Arrays.copyOf(bytes, length));
    }

    @Override
    public void onError(Throwable failure) {
        whole.completeExceptionally(RequestBodies.broken(failure));
    }
}
