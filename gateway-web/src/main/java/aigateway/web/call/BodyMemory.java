package aigateway.web.call;

import aigateway.call.ErrorType;
import aigateway.call.GatewayException;
import jakarta.servlet.ServletRequest;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds what the large bodies of all requests hold together, and what vendors' large answers do: a dozen of the largest
 * would be the end of a small heap, and of every other request with it. Small ones are not counted.
 */
public final class BodyMemory {

    /** An eighth of the heap, since a body that is routed, read and recorded stands in it several times. */
    private static final long EIGHTH = Runtime.getRuntime().maxMemory() / 8;

    /** Bytes; a vendor's whole answer is kept up to here. */
    public static final int LARGEST_ANSWER = 64 << 20;

    static final BodyMemory SHARED = new BodyMemory(EIGHTH);

    /** Of vendors' whole answers. A room of its own: requests that fill theirs can still be answered. */
    public static final BodyMemory ANSWERS = answers(EIGHTH);

    private static final long LARGE = 256 << 10;

    private final AtomicLong held = new AtomicLong();
    private final long most;
    private final String full;

    BodyMemory(long most) {
        this(most, RequestBodies.LIMIT, "Too many large requests are being served. Try again in a moment.");
    }

    /** @param largest a single one always fits: nobody would ever have room for it otherwise, however often it came again */
    private BodyMemory(long most, int largest, String full) {
        this.most = Math.max(most, largest);
        this.full = full;
    }

    static BodyMemory answers(long most) {
        return new BodyMemory(most, LARGEST_ANSWER, "Too many large answers are being read. Try again in a moment.");
    }

    long held() {
        return held.get();
    }

    /**
     * Given back when the request is over.
     *
     * @param declared length; negative when there was none
     */
    Share share(ServletRequest request, long declared) {
        Share share = new Share();
        RequestEnd end = declared < 0 || declared > LARGE ? RequestEnd.of(request) : null;
        if (end != null) {
            end.then(share::giveBack);
        }
        return share;
    }

    /** Whoever takes it gives it back. */
    public Share share() {
        return new Share();
    }

    /** One request's, or one answer's. Grown by one thread at a time. */
    public final class Share {

        // Guarded by this.
        private long counted;
        private long bytes;
        private boolean over;

        private Share() {}

        /**
         * Of no account once it was given back: a client may bring more of a body that nobody waits for any more.
         *
         * @throws GatewayException too much is held already; the client may come again
         */
        public synchronized void grow(long more) {
            bytes += more;
            if (over || bytes <= LARGE) {
                return;
            }
            long added = bytes - counted;
            if (held.addAndGet(added) > most) {
                held.addAndGet(-added);
                throw new GatewayException(
                        ErrorType.UNAVAILABLE, full, null, Map.of("Retry-After", "1", "Connection", "close"), null);
            }
            counted += added;
        }

        /** Once is enough. */
        public synchronized void giveBack() {
            over = true;
            held.addAndGet(-counted);
            counted = 0;
        }
    }
}
