package aigateway.ratelimit;

import aigateway.manifest.Voice;
import aigateway.time.Round;
import aigateway.time.Rounds;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tells the console every second what changed in this node's counters, and nothing when nothing did. */
@Singleton
@Startup
@DependsOn("Database")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class RateLimitNews {

    /** Pools told about; the nearest to their limit come first. */
    static final int MOST_TOLD = 500;

    private static final System.Logger LOG = System.getLogger(RateLimitNews.class.getName());
    private static final int SWEEP_EVERY = 30;

    private record Pool(String ruleId, String unit, String pool) {}

    private record Told(String id, RateLimitUse use) {}

    @Inject
    Voice voice;

    @Inject
    RateLimits limits;

    @Inject
    RateLimitUses uses;

    @Inject
    Rounds rounds;

    private final InstantSource clock = InstantSource.system();
    private final String node = UUID.randomUUID().toString();
    private final Map<Pool, Told> told = new HashMap<>();
    private @Nullable Round running;
    private long ticks;
    private boolean failing;

    @PostConstruct
    void start() {
        running = rounds.every(Duration.ofSeconds(1), this::tick);
    }

    @PreDestroy
    void stop() {
        if (running != null) {
            running.stop();
        }
    }

    void tick() {
        try {
            tell();
            if (ticks++ % SWEEP_EVERY == 0) {
                limits.sweep();
                uses.sweep(clock.instant());
            }
            failing = false;
        } catch (RuntimeException e) {
            // Nothing depends on it: the next second tells what this one could not.
            if (!failing) {
                LOG.log(voice.level(System.Logger.Level.WARNING), "The use of rate limits cannot be shown for now", e);
            }
            failing = true;
        }
    }

    void tell() {
        Map<Pool, RateLimitUse> now = new HashMap<>();
        limits.ownUse().stream()
                .sorted(Comparator.comparingDouble(RateLimitUse::share).reversed())
                .limit(MOST_TOLD)
                .forEach(use -> now.put(new Pool(use.ruleId(), use.unit(), use.pool()), use));
        Map<String, RateLimitUse> changed = new HashMap<>();
        Map<Pool, Told> next = new HashMap<>();
        now.forEach((pool, use) -> {
            Told before = told.get(pool);
            String id = before == null ? UUID.randomUUID().toString() : before.id;
            if (before == null || !before.use.equals(use)) {
                changed.put(id, use);
                next.put(pool, new Told(id, use));
            } else {
                next.put(pool, before);
            }
        });
        List<String> gone = new ArrayList<>();
        told.forEach((pool, before) -> {
            if (!next.containsKey(pool)) {
                gone.add(before.id);
            }
        });
        if (!changed.isEmpty() || !gone.isEmpty()) {
            uses.tell(node, new RateLimitUses.Changes(changed, gone));
            told.clear();
            told.putAll(next);
        }
    }
}
