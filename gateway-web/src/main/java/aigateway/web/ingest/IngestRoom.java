package aigateway.web.ingest;

import aigateway.web.ingest.RefusedException.Reason;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How much of the process requests of telemetry may hold at a time, whoever sends them: some of the threads and some of
 * the memory, so that inference always has the rest.
 */
@ApplicationScoped
public class IngestRoom {

    /** A quarter of the threads that the server has for HTTP. */
    private static final int MOST_REQUESTS = 16;

    /** What was read is there as it came, as protobuf and cut into messages for a moment. */
    private static final int COPIES = 3;

    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private final int mostRequests;
    private final long mostBytes;

    public IngestRoom() {
        this(
                MOST_REQUESTS,
                Math.max(
                        (long) COPIES * RequestBytes.LIMIT, Runtime.getRuntime().maxMemory() / 4));
    }

    public IngestRoom(int mostRequests, long mostBytes) {
        this.mostRequests = mostRequests;
        this.mostBytes = mostBytes;
    }

    /**
     * For a request that holds a thread while it is read.
     *
     * @throws RefusedException when there is no room
     */
    public Place enter() {
        if (requests.incrementAndGet() > mostRequests) {
            requests.decrementAndGet();
            throw busy();
        }
        return new Place(1);
    }

    /** For a request that holds nothing but memory. */
    public Place enterWithoutThread() {
        return new Place(0);
    }

    /** Bytes. */
    public long held() {
        return bytes.get();
    }

    private static RefusedException busy() {
        return new RefusedException(
                Reason.TOO_MANY_AT_ONCE, "The gateway has too much telemetry to read at once; send this again soon.");
    }

    /** What one request holds until it is closed. Any thread may close it, more than once. */
    public final class Place implements AutoCloseable {
        private final AtomicLong held = new AtomicLong();
        private final AtomicInteger threads;

        private Place(int threads) {
            this.threads = new AtomicInteger(threads);
        }

        /** @throws RefusedException when there is no room for so much more */
        public void take(long read) {
            long more = COPIES * read;
            if (bytes.addAndGet(more) > mostBytes) {
                bytes.addAndGet(-more);
                throw busy();
            }
            held.addAndGet(more);
        }

        @Override
        public void close() {
            bytes.addAndGet(-held.getAndSet(0));
            requests.addAndGet(-threads.getAndSet(0));
        }
    }
}
