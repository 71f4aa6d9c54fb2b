package aigateway.outbound;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.hc.core5.concurrent.Cancellable;

/**
 * When a request has to be over with all that belongs to it, from finding a connection to the last byte of the answer. An
 * HTTP client's own limits are for one read each: whoever sends a byte now and then could keep it for ever.
 */
public final class Deadline implements AutoCloseable {

    private final CompletableFuture<Boolean> passed;

    private Deadline(CompletableFuture<Boolean> passed) {
        this.passed = passed;
    }

    /** @param request is cancelled unless the deadline is closed in time; whoever reads or writes it then fails */
    public static Deadline of(Duration limit, Cancellable request) {
        // The virtual machine's own delays: one thread for all, which also forgets what is over before its time.
        CompletableFuture<Boolean> passed = new CompletableFuture<>();
        var unused = passed.completeOnTimeout(true, limit.toMillis(), TimeUnit.MILLISECONDS)
                .thenAccept(isPassed -> {
                    if (isPassed) {
                        request.cancel();
                    }
                });
        return new Deadline(passed);
    }

    /** Whether the request was cancelled for it. */
    public boolean isPassed() {
        return passed.getNow(false);
    }

    @Override
    public void close() {
        passed.complete(false);
    }
}
