package aigateway.web.closing;

import aigateway.budget.Bookkeeping;
import aigateway.identity.KeyWatch;
import aigateway.platform.Listeners;
import aigateway.platform.Setting;
import aigateway.platform.Settings;
import aigateway.web.call.Dialect;
import aigateway.web.provider.http.UpstreamClient;
import aigateway.web.telemetry.SpanPublisher;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.management.JMException;
import javax.management.ObjectName;
import javax.management.StandardMBean;

/**
 * A stop in good order, while the server still has its database and its broker: nothing new is taken, what runs comes to
 * its end, or to an end that its client is told of, and what it cost and was is written. A server that stops takes
 * these away before it asks the beans to end.
 */
@ApplicationScoped
public class Closing implements ClosingMBean {

    private static final System.Logger LOG = System.getLogger(Closing.class.getName());
    private static final Duration PATIENCE = Duration.ofSeconds(6);
    /** For those that are broken off to hear of it, and for spans to reach the broker. */
    private static final Duration MOMENT = Duration.ofSeconds(1);

    /** For all that follows the patience: with it a stop stays below the ten seconds of a container. */
    private static final Duration REST = Duration.ofSeconds(3);

    @Inject
    RunningRequests running;

    @Inject
    UpstreamClient upstreams;

    @Inject
    SpanPublisher spans;

    @Inject
    Bookkeeping spend;

    @Inject
    KeyWatch keys;

    /** Not the server's pool: beside a database that answers nobody, all its threads may wait. */
    @Resource
    ManagedThreadFactory threads;

    /** From here on it can be asked for. */
    public void offer() {
        try {
            ManagementFactory.getPlatformMBeanServer()
                    .registerMBean(new StandardMBean(this, ClosingMBean.class), new ObjectName(NAME));
        } catch (JMException e) {
            LOG.log(System.Logger.Level.WARNING, "This node will stop without waiting for what it does", e);
        }
    }

    @PreDestroy
    void withdraw() {
        try {
            ManagementFactory.getPlatformMBeanServer().unregisterMBean(new ObjectName(NAME));
        } catch (JMException e) {
            LOG.log(System.Logger.Level.DEBUG, "It was not offered", e);
        }
    }

    public boolean isClosed() {
        return running.isClosed();
    }

    @Override
    public int getRunning() {
        return running.count();
    }

    /** Whoever asks has a thread that the server knows nothing of; beans want one of its own. */
    @Override
    public void close() {
        close(Settings.ofThisProcess().value(Setting.STOP_PATIENCE).orElse(PATIENCE));
    }

    @Override
    public void closeForGood() {
        close();
        refuseAll();
    }

    /** Whatever comes to the server's listeners from now on: the process ends. */
    public void refuseAll() {
        // Made now: later the application's class loader may have been stopped, and loads nothing.
        Map<Dialect, byte[]> words = new EnumMap<>(Dialect.class);
        for (Dialect dialect : Dialect.values()) {
            words.put(dialect, ClosingFilter.refusal(dialect));
        }
        Listeners.close(path -> words.get(Dialect.of(path)));
    }

    /** @param patience with what runs; what of it is not needed is there for what is to be written */
    void close(Duration patience) {
        running.close();
        Duration most = patience.plus(REST);
        try {
            CompletableFuture.runAsync(
                            () -> end(patience), task -> threads.newThread(task).start())
                    .get(most.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException e) {
            LOG.log(System.Logger.Level.ERROR, "Not all is written after {0}, and this node stops without it", most);
        } catch (ExecutionException e) {
            LOG.log(System.Logger.Level.ERROR, "This node does not stop in good order", e.getCause());
        } catch (RuntimeException | OutOfMemoryError noThread) {
            LOG.log(System.Logger.Level.ERROR, "This node does not stop in good order", noThread);
        }
    }

    private void end(Duration patience) {
        if (!running.awaitNone(patience)) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "{0} requests still ran after {1} and are broken off (GATEWAY_STOP_PATIENCE)",
                    running.count(),
                    patience);
            step("Requests were not broken off", upstreams::breakOff);
            running.awaitNone(MOMENT);
        }
        step("Spend was not carried to the database", spend::carry);
        step("Last uses of keys were not written", keys::carry);
        step("Spans did not reach the broker", () -> spans.await(MOMENT));
    }

    /** Each is done, whatever becomes of the one before it. */
    private static void step(String otherwise, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error failed) {
            LOG.log(System.Logger.Level.ERROR, otherwise, failed);
        }
    }
}
