package aigateway.web.presence;

import aigateway.platform.ClientSocket;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Notices clients that leave while nothing is written to them. The servers do not read from a connection whose answer is
 * pending, so they do not see its end; the kernel does, and is asked twice a second if somebody waits in silence.
 */
@ApplicationScoped
public class Departures {

    private static final System.Logger LOG = System.getLogger(Departures.class.getName());
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final long ROUND_MILLIS = 500;

    /** The kernel takes its time to write down a hundred thousand connections: of one processor at most so small a part. */
    private static final int SHARE = 50;

    @Resource
    ManagedScheduledExecutorService scheduler;

    private final Waiters waiters = new Waiters(new ConnectionTable());
    private @Nullable ScheduledFuture<?> rounds;
    private long notBefore = System.nanoTime();

    @PostConstruct
    void start() {
        if (waiters.canBeSeen()) {
            rounds = scheduler.scheduleWithFixedDelay(this::round, ROUND_MILLIS, ROUND_MILLIS, TimeUnit.MILLISECONDS);
        } else {
            LOG.log(
                    System.Logger.Level.INFO,
                    "This system does not show its TCP connections: a client that leaves is noticed when it is written to");
        }
    }

    @PreDestroy
    void stop() {
        ScheduledFuture<?> running = rounds;
        if (running != null) {
            running.cancel(false);
        }
    }

    @SuppressWarnings("CatchingUnchecked") // The timer ends with what is thrown.
    private void round() {
        long begin = System.nanoTime();
        if (begin - notBefore < 0) {
            return;
        }
        long used = processorNanos();
        try {
            waiters.look(begin - TimeUnit.MILLISECONDS.toNanos(ROUND_MILLIS));
        } catch (Exception | Error unforeseen) {
            LOG.log(System.Logger.Level.ERROR, "Clients that wait were not looked after", unforeseen);
        }
        notBefore = begin + SHARE * (processorNanos() - used);
    }

    /** This thread's: on a busy machine it may wait for long in the middle of a look, and that costs nobody anything. */
    private static long processorNanos() {
        return THREADS.isCurrentThreadCpuTimeSupported() ? THREADS.getCurrentThreadCpuTime() : System.nanoTime();
    }

    /** How many exchanges are looked after. */
    public int waiting() {
        return waiters.size();
    }

    /**
     * From now until its end.
     *
     * @param quietSince when something was last written to the client, or when it began to wait, in nanoseconds
     * @param departure what follows when it has left; from the timer, at most once: it must not wait
     */
    public Waiter watch(ClientSocket client, LongSupplier quietSince, Runnable departure) {
        return waiters.add(client, quietSince, departure);
    }
}
