package aigateway.web.provider.http;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Brings the answers of upstreams, to many requests in turn: what they do with them must not wait for anything. */
public final class UpstreamThread extends Thread {

    private UpstreamThread(Runnable task, String name) {
        super(task, name);
        setDaemon(true);
    }

    /** Whether the caller runs on one. */
    public static boolean isCurrent() {
        return Thread.currentThread() instanceof UpstreamThread;
    }

    /** @param name what the threads are called, with a number behind it */
    static ThreadFactory named(String name) {
        AtomicInteger made = new AtomicInteger();
        return task -> new UpstreamThread(task, name + '-' + made.incrementAndGet());
    }
}
