package aigateway.web.chat;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Keeps the open streams from looking dead. One timer for all of them. */
@ApplicationScoped
public class KeepAlive {

    /** Something that may have been silent for too long. Called from the timer, one after another: it must not wait. */
    interface Quiet {

        void keepAlive(long silenceNanos);
    }

    private static final System.Logger LOG = System.getLogger(KeepAlive.class.getName());

    private static final long SILENCE_SECONDS = 15;
    private static final long ROUND_SECONDS = 5;

    @Resource
    ManagedScheduledExecutorService scheduler;

    private final Set<Quiet> open = ConcurrentHashMap.newKeySet();
    private @Nullable ScheduledFuture<?> rounds;

    @PostConstruct
    void start() {
        rounds = scheduler.scheduleWithFixedDelay(this::round, ROUND_SECONDS, ROUND_SECONDS, TimeUnit.SECONDS);
    }

    @PreDestroy
    void stop() {
        ScheduledFuture<?> running = rounds;
        if (running != null) {
            running.cancel(false);
        }
    }

    private void round() {
        long silence = TimeUnit.SECONDS.toNanos(SILENCE_SECONDS);
        for (Quiet stream : open) {
            try {
                stream.keepAlive(silence);
            } catch (RuntimeException | Error unforeseen) {
                // The timer ends with what is thrown, and all other streams would fall silent.
                LOG.log(System.Logger.Level.ERROR, "A stream was not kept alive", unforeseen);
            }
        }
    }

    /** How many streams are open. */
    int streams() {
        return open.size();
    }

    void add(Quiet stream) {
        open.add(stream);
    }

    void remove(Quiet stream) {
        open.remove(stream);
    }
}
