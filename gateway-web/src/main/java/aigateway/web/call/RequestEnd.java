package aigateway.web.call;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletRequest;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.CompletionCallback;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The end of a request, told once, by whoever notices it first. Payara tells no listener of a request whose connection was
 * closed while it was suspended, not even when it is completed; JAX-RS, which is resumed in any case, does.
 */
public final class RequestEnd implements AsyncListener, CompletionCallback {

    private static final String NAME = RequestEnd.class.getName();

    // Guarded by this.
    private final List<Runnable> tasks = new ArrayList<>(2);
    private boolean over;
    private boolean isAwaited;

    private RequestEnd() {}

    /** Of a request that has just come. */
    public static RequestEnd begin(ServletRequest request) {
        RequestEnd end = new RequestEnd();
        request.setAttribute(NAME, end);
        return end;
    }

    /** Null where no filter began one. */
    public static @Nullable RequestEnd of(ServletRequest request) {
        return (RequestEnd) request.getAttribute(NAME);
    }

    /** Of a request that JAX-RS has suspended, and will resume. */
    public static void await(ServletRequest request, AsyncResponse suspended) {
        RequestEnd end = of(request);
        if (end != null && end.isFirst()) {
            suspended.register(end);
        }
    }

    private synchronized boolean isFirst() {
        boolean first = !isAwaited;
        isAwaited = true;
        return first;
    }

    /** Done at the end, or at once after it. */
    public void then(Runnable task) {
        synchronized (this) {
            if (!over) {
                tasks.add(task);
                return;
            }
        }
        task.run();
    }

    /** It is over. */
    public void tell() {
        List<Runnable> told;
        synchronized (this) {
            over = true;
            told = List.copyOf(tasks);
            tasks.clear();
        }
        told.forEach(Runnable::run);
    }

    @Override
    public void onComplete(Throwable failure) {
        tell();
    }

    @Override
    public void onComplete(AsyncEvent event) {
        tell();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        // It is completed after this.
    }

    @Override
    public void onError(AsyncEvent event) {
        // It is completed after this.
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        event.getAsyncContext().addListener(this);
    }
}
