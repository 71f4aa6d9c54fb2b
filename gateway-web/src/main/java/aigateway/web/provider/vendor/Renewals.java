package aigateway.web.provider.vendor;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is lent for a time, a token or a key. Each is fetched by one request however many wait for it, kept for as long as it
 * is good, and renewed before it ends while the old one still serves.
 */
final class Renewals<K, V> {

    /** So long before its end it is renewed, and so long before it is no longer shown. */
    private static final Duration EARLY = Duration.ofMinutes(5);

    private static final Duration LAST = Duration.ofSeconds(30);
    private static final int MOST_KEPT = 1000;

    /** Whoever lends has so long to answer: all requests of an account wait for it. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    record Lent<V>(V value, Instant end) {}

    private static final class Kept<V> {
        private @Nullable Lent<V> lent;
        private @Nullable CompletableFuture<Lent<V>> pending;
    }

    private final ConcurrentHashMap<K, Kept<V>> kept = new ConcurrentHashMap<>();
    private final Duration patience;

    Renewals() {
        this(PATIENCE);
    }

    Renewals(Duration patience) {
        this.patience = patience;
    }

    /** @param fetch what it returns fails when it takes too long: that should free whatever it waits for */
    CompletableFuture<V> of(K key, Instant now, Supplier<CompletableFuture<Lent<V>>> fetch) {
        if (kept.size() > MOST_KEPT) {
            kept.clear();
        }
        Kept<V> one = kept.computeIfAbsent(key, any -> new Kept<>());
        CompletableFuture<Lent<V>> begun = null;
        CompletableFuture<V> answer;
        synchronized (one) {
            Lent<V> lent = one.lent;
            if (lent != null && now.isBefore(lent.end().minus(EARLY))) {
                return CompletableFuture.completedFuture(lent.value());
            }
            CompletableFuture<Lent<V>> fetching = one.pending;
            if (fetching == null) {
                fetching = new CompletableFuture<>();
                one.pending = fetching;
                begun = fetching;
            }
            answer = lent != null && now.isBefore(lent.end().minus(LAST))
                    ? CompletableFuture.completedFuture(lent.value())
                    : fetching.thenApply(Lent::value);
        }
        if (begun != null) {
            begin(one, begun, fetch);
        }
        return answer;
    }

    private void begin(Kept<V> one, CompletableFuture<Lent<V>> fetched, Supplier<CompletableFuture<Lent<V>>> fetch) {
        CompletableFuture<Lent<V>> sent;
        try {
            sent = fetch.get().orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RuntimeException | Error unsent) {
            sent = CompletableFuture.failedFuture(unsent);
        }
        var unused = sent.whenComplete((lent, failure) -> {
            synchronized (one) {
                one.pending = null;
                one.lent = lent == null ? one.lent : lent;
            }
            if (lent != null) {
                fetched.complete(lent);
            } else {
                fetched.completeExceptionally(failure instanceof TimeoutException ? late() : failure);
            }
        });
    }

    /** Not as a time limit: that would be the caller's, or the model's. */
    private IOException late() {
        return new IOException("no token or key was given within " + patience.toSeconds() + " s");
    }
}
