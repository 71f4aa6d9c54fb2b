package aigateway.web.closing;

import aigateway.budget.Bookkeeping;
import aigateway.identity.KeyWatch;
import aigateway.platform.Setting;
import aigateway.platform.Settings;
import aigateway.web.provider.http.UpstreamClient;
import aigateway.web.telemetry.SpanPublisher;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
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

    @Resource
    ManagedExecutorService executor;

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
        running.close();
        try {
            executor.submit(this::end).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            LOG.log(System.Logger.Level.ERROR, "This node does not stop in good order", e.getCause());
        }
    }

    private void end() {
        Duration patience =
                Settings.ofThisProcess().value(Setting.STOP_PATIENCE).orElse(PATIENCE);
        if (!running.awaitNone(patience)) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "{0} requests still ran after {1} and are broken off (GATEWAY_STOP_PATIENCE)",
                    running.count(),
                    patience);
            upstreams.breakOff();
            running.awaitNone(MOMENT);
        }
        spend.carry();
        keys.carry();
        spans.await(MOMENT);
    }
}
