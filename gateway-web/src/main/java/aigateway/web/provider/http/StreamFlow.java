package aigateway.web.provider.http;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * A flow that may come before there is somewhere for it to go: what has come waits, and goes first. Bytes, end and
 * failure come from one thread at a time; where they go may be told from another.
 */
public final class StreamFlow implements UpstreamStream.Sink {

    // All guarded by the queue.
    private final Queue<byte[]> waiting = new ArrayDeque<>();
    private UpstreamStream.@Nullable Sink sink;
    private boolean ended;
    private @Nullable Throwable broken;

    @Override
    public void bytes(byte[] bytes) {
        UpstreamStream.Sink target;
        synchronized (waiting) {
            target = sink;
            if (target == null || !waiting.isEmpty()) {
                waiting.add(bytes);
                return;
            }
        }
        target.bytes(bytes);
    }

    @Override
    public void end() {
        UpstreamStream.Sink target;
        synchronized (waiting) {
            ended = true;
            target = sink;
        }
        if (target != null) {
            target.end();
        }
    }

    @Override
    public void failed(Throwable cause) {
        UpstreamStream.Sink target = null;
        synchronized (waiting) {
            if (!ended && broken == null) {
                broken = cause;
                target = sink;
            }
        }
        if (target != null) {
            target.failed(cause);
        }
    }

    /** To be told once. */
    public void to(UpstreamStream.Sink target) {
        while (true) {
            byte[] next;
            boolean over;
            Throwable cause;
            synchronized (waiting) {
                next = waiting.peek();
                over = ended;
                cause = broken;
                if (next == null) {
                    sink = target;
                }
            }
            if (next != null) {
                target.bytes(next);
                synchronized (waiting) {
                    waiting.poll();
                }
                continue;
            }
            if (cause != null) {
                target.failed(cause);
            } else if (over) {
                target.end();
            }
            return;
        }
    }
}
