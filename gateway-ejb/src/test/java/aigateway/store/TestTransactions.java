package aigateway.store;

import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/** What a server tells of the transaction of a thread, for tests that say themselves when it ends. */
public final class TestTransactions implements TransactionSynchronizationRegistry {

    private static final class Transaction {
        private final Map<Object, Object> resources = new HashMap<>();
        private final List<Synchronization> waiting = new ArrayList<>();
    }

    private final ThreadLocal<Transaction> transaction = ThreadLocal.withInitial(Transaction::new);

    /** Watchers as a server would make them. */
    public Watchers watchers(ExecutorService threads) {
        Watchers watchers = new Watchers();
        watchers.transactions = this;
        watchers.threads = (ManagedExecutorService) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ManagedExecutorService.class},
                (proxy, method, arguments) -> {
                    try {
                        return method.invoke(threads, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        return watchers;
    }

    public void commit() {
        end(Status.STATUS_COMMITTED);
    }

    public void rollBack() {
        end(Status.STATUS_ROLLEDBACK);
    }

    private void end(int status) {
        List<Synchronization> waiting = transaction.get().waiting;
        transaction.remove();
        waiting.forEach(each -> each.afterCompletion(status));
    }

    @Override
    public void registerInterposedSynchronization(Synchronization synchronization) {
        transaction.get().waiting.add(synchronization);
    }

    @Override
    public void putResource(Object key, Object value) {
        transaction.get().resources.put(key, value);
    }

    @Override
    public @Nullable Object getResource(Object key) {
        return transaction.get().resources.get(key);
    }

    @Override
    public Object getTransactionKey() {
        return transaction.get();
    }

    @Override
    public int getTransactionStatus() {
        return Status.STATUS_ACTIVE;
    }

    @Override
    public void setRollbackOnly() {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean getRollbackOnly() {
        return false;
    }
}
