package aigateway.web.provider.vendor;

import aigateway.web.openai.EchoEvents;
import aigateway.web.provider.http.UpstreamStream;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * An echo that is no further ahead of whoever takes it than a vendor is. It has no thread of its own: whoever takes brings
 * the next, one at a time.
 */
final class EchoStream implements UpstreamStream {

    /** As much as vendors send unasked. */
    private static final int WINDOW = 64 << 10;

    private final EchoEvents events;
    private final AtomicInteger turns = new AtomicInteger();
    private final AtomicInteger untaken = new AtomicInteger();
    private volatile @Nullable Sink target;
    private volatile boolean over;

    EchoStream(EchoEvents events) {
        this.events = events;
    }

    @Override
    public void flowTo(Sink sink) {
        target = sink;
        advance();
    }

    @Override
    public void taken(int bytes) {
        untaken.addAndGet(-bytes);
        advance();
    }

    @Override
    public void cancel() {
        over = true;
    }

    /** What is taken while somebody brings the next, within that even, is that one's to go on with. */
    private void advance() {
        Sink sink = target;
        if (sink == null || turns.getAndIncrement() != 0) {
            return;
        }
        int seen = 1;
        do {
            bring(sink);
            seen = turns.addAndGet(-seen);
        } while (seen != 0);
    }

    private void bring(Sink sink) {
        try {
            while (!over && untaken.get() < WINDOW) {
                byte[] next = events.next();
                if (next.length == 0) {
                    over = true;
                    sink.end();
                    return;
                }
                untaken.addAndGet(next.length);
                sink.bytes(next);
            }
        } catch (RuntimeException | Error broken) {
            // Whoever took something has nothing to do with it; who listens is told, as of a vendor that breaks off.
            over = true;
            sink.failed(broken);
            if (broken instanceof Error fatal) {
                throw fatal;
            }
        }
    }
}
