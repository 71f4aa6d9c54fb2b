package aigateway.store;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Who keeps a subject in memory looks again as soon as this process has changed it, so that what somebody was told is
 * done holds when they come with it. Other processes, and other web applications of this one, see the new number of the
 * {@link ChangeCounter} when they look by themselves.
 */
@ApplicationScoped
public class Watchers {

    private static final System.Logger LOG = System.getLogger(Watchers.class.getName());

    /** The database answers in milliseconds; whoever made a change does not wait for long for one that does not. */
    Duration patience = Duration.ofSeconds(5);

    @Resource
    TransactionSynchronizationRegistry transactions;

    @Resource
    ManagedExecutorService threads;

    private final Map<String, Runnable> watchers = new ConcurrentHashMap<>();

    /** Marks a transaction that changes a subject, so that many changes in it are looked at once. */
    private record Mark(String subject) {}

    /** @param look reads the subject unless nothing is new; is called by several threads */
    public void add(String subject, Runnable look) {
        watchers.put(subject, look);
    }

    /** To be called in the transaction that changes the subject; nothing happens unless that one succeeds. */
    public void changed(String subject) {
        Mark mark = new Mark(subject);
        if (transactions.getResource(mark) != null) {
            return;
        }
        transactions.putResource(mark, mark);
        transactions.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {}

            @Override
            public void afterCompletion(int status) {
                Runnable look = watchers.get(subject);
                if (status == Status.STATUS_COMMITTED && look != null) {
                    await(threads, look);
                }
            }
        });
    }

    /** In another thread: this one still belongs to the transaction that ends. */
    private void await(ExecutorService threads, Runnable look) {
        try {
            Future<?> looked = threads.submit(look);
            looked.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            LOG.log(System.Logger.Level.DEBUG, "A change is not in force yet; it is seen at the next look", e);
        }
    }
}
