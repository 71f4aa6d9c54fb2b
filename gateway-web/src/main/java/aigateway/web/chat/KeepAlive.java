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

    private static final long SILENCE_SECONDS = 15;
    private static final long ROUND_SECONDS = 5;

    @Resource
    ManagedScheduledExecutorService scheduler;

    private final Set<ChatRelay> open = ConcurrentHashMap.newKeySet();
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
        open.forEach(relay -> relay.keepAlive(silence));
    }

    /** How many streams are open. */
    int streams() {
        return open.size();
    }

    void add(ChatRelay relay) {
        open.add(relay);
    }

    void remove(ChatRelay relay) {
        open.remove(relay);
    }
}
