package aigateway.web.response;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Answers of which the client takes nothing at the moment. Nobody else would ever give such a client up: its connection is
 * good, and no thread waits for it, but its request and what that holds would stay for ever.
 */
public final class Stalled {

    private static final System.Logger LOG = System.getLogger(Stalled.class.getName());

    /**
     * As long as some load balancers wait for a client that does not read. Applications that pause in an answer, to run
     * the tool that it asks for, take minutes; and at a few hundred bytes a second something is taken within this time.
     */
    private static final long PATIENCE_NANOS = Duration.ofMinutes(5).toNanos();

    private final Set<ResponseStream> all = ConcurrentHashMap.newKeySet();
    private final LongSupplier nanoTime;

    /** @param nanoTime as {@link System#nanoTime} */
    public Stalled(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** @return since when it stalls */
    long add(ResponseStream stream) {
        all.add(stream);
        return nanoTime.getAsLong();
    }

    void remove(ResponseStream stream) {
        all.remove(stream);
    }

    boolean isTooLong(long since) {
        return nanoTime.getAsLong() - since >= PATIENCE_NANOS;
    }

    /** Has each go on, or be given up. From a timer: nothing of this waits. */
    void look() {
        for (ResponseStream stream : all) {
            try {
                stream.advance();
            } catch (RuntimeException | Error unforeseen) {
                // The timer ends with what is thrown.
                LOG.log(System.Logger.Level.ERROR, "A client that takes nothing was not given up", unforeseen);
            }
        }
    }

    int count() {
        return all.size();
    }
}
