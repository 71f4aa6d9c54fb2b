package aigateway.budget;

import aigateway.manifest.Configuration;
import aigateway.manifest.Derived;
import aigateway.manifest.Snapshot;
import aigateway.manifest.Voice;
import aigateway.time.Round;
import aigateway.time.Rounds;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Carries spend from the {@link Ledger} to the database and back, twice a second. While the database is away requests
 * go on and spend waits in memory. A process that is killed loses what it had not carried: half a second's worth.
 */
@Singleton
@Startup
@DependsOn("ConfigurationWatch")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Bookkeeping {

    static final int BATCH = 500;
    private static final Duration EVERY = Duration.ofMillis(500);

    /** After a longer pause than this everything is read again, not only what changed lately. */
    private static final Duration PAUSE = Duration.ofSeconds(4);

    private static final Duration READ_ALL_EVERY = Duration.ofMinutes(1);
    private static final Duration KEEP = Duration.ofMinutes(30);

    /** In which an alert has been told, or whoever raised it has ended: a minute for each of some targets. */
    private static final Duration TELLING = Duration.ofMinutes(15);

    /** An alert that is older than this is no longer one. */
    private static final Duration NEWS = Duration.ofHours(12);

    private static final System.Logger LOG = System.getLogger(Bookkeeping.class.getName());

    @Inject
    Voice voice;

    @Inject
    Configuration configuration;

    @Inject
    Budgets budgets;

    @Inject
    SpendStore store;

    @Inject
    AlertStore alertStore;

    @Inject
    Alerts alerts;

    @Inject
    Rounds rounds;

    @Resource
    ManagedExecutorService threads;

    private final InstantSource clock;
    private final Derived<BudgetRules> rules = new Derived<>(BudgetRules::from);
    private final Thresholds thresholds = new Thresholds();
    private final Map<SpendKey, Spend> unchecked = new LinkedHashMap<>();
    private @Nullable Ledger ledger;
    private SpendStore.@Nullable Batch waiting;
    private @Nullable Snapshot readFor;
    private Instant lastRead = Instant.EPOCH;
    private Instant lastReadAll = Instant.EPOCH;
    private boolean failing;
    private @Nullable Round running;

    /** Where alerts are told, which may take a minute each. */
    Executor background = task -> threads.execute(task);

    public Bookkeeping() {
        this(InstantSource.system());
    }

    Bookkeeping(InstantSource clock) {
        this.clock = clock;
    }

    @PostConstruct
    void start() {
        tick();
        running = rounds.every(EVERY, this::tick);
    }

    /** A server may have ended the other beans by now. Where it was asked in good order, there is nothing left to write. */
    @PreDestroy
    synchronized void stop() {
        if (running != null) {
            running.stop();
        }
        RuntimeException unwritten = failureOf(this::write);
        if (unwritten != null) {
            LOG.log(System.Logger.Level.WARNING, "What was spent last is not in the database", unwritten);
        }
    }

    /** At once, for whoever is about to end the process. */
    public void carry() {
        tick();
    }

    synchronized void tick() {
        RuntimeException unwritten = failureOf(this::write);
        // What others spent counts, and alerts are due, even where this node's own cannot be written.
        RuntimeException unread = failureOf(() -> {
            read();
            raise();
        });
        RuntimeException failure = unwritten == null ? unread : unwritten;
        if (failure == null) {
            if (failing) {
                LOG.log(voice.level(System.Logger.Level.INFO), "Spend is written to the database again");
            }
        } else if (!failing) {
            LOG.log(
                    voice.level(System.Logger.Level.WARNING),
                    unwritten == null
                            ? "What others spent cannot be read from the database for now"
                            : "Spend cannot be written to the database for now and is kept",
                    failure);
        }
        failing = failure != null;
    }

    private static @Nullable RuntimeException failureOf(Runnable step) {
        try {
            step.run();
            return null;
        } catch (RuntimeException e) {
            return e;
        }
    }

    /** Adds what was spent. A batch whose commit may or may not have gone through is added again as the same batch. */
    private void write() {
        SpendStore.Batch unsure = waiting;
        SpendStore.Batch batch = unsure == null ? next() : unsure;
        while (batch != null) {
            waiting = batch;
            Map<SpendKey, Spend> totals = store.add(batch, clock.instant());
            waiting = null;
            for (Map.Entry<SpendKey, Spend> added : batch.spend().entrySet()) {
                Spend total = totals.getOrDefault(added.getKey(), added.getValue());
                ledger().stored(added.getKey(), added.getValue(), total);
                unchecked.put(added.getKey(), total);
            }
            // A node that stops comes here once more only.
            batch = batch == unsure || batch.spend().size() == BATCH ? next() : null;
        }
    }

    /** Asked for once: the other bean may end before this one does. */
    private Ledger ledger() {
        Ledger known = ledger;
        if (known == null) {
            known = budgets.ledger();
            ledger = known;
        }
        return known;
    }

    private SpendStore.@Nullable Batch next() {
        Map<SpendKey, Spend> unstored = ledger().unstored(BATCH);
        return unstored.isEmpty()
                ? null
                : new SpendStore.Batch(UUID.randomUUID().toString(), new TreeMap<>(unstored));
    }

    /** Learns what other nodes spent. */
    private void read() {
        Snapshot snapshot = configuration.current();
        if (rules.from(snapshot).rules().isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        boolean afterPause = Duration.between(lastRead, now).abs().compareTo(PAUSE) > 0;
        @SuppressWarnings("ReferenceEquality") // the same snapshot, not an equal one: comparing them would cost more
        boolean all = readFor != snapshot
                || afterPause
                || Duration.between(lastReadAll, now).abs().compareTo(READ_ALL_EVERY) > 0;
        Map<SpendKey, Spend> totals = all ? store.current(now) : store.changed();
        SpendStore.Batch unsure = waiting;
        totals.forEach((key, total) -> {
            if (unsure != null && unsure.spend().containsKey(key)) {
                // Whether the total has the batch in it is known when that is added again.
                return;
            }
            if (rules.from(snapshot).rules().stream().anyMatch(rule -> rule.isFor(key, now.toEpochMilli()))) {
                ledger().stored(key, Spend.NONE, total);
            }
        });
        readFor = snapshot;
        lastRead = now;
        if (all) {
            lastReadAll = now;
            ledger().forgetBefore(now.minus(KEEP));
            thresholds.forgetBefore(now.minus(KEEP));
            store.sweep(now);
            if (!afterPause) {
                // When a database is back, whoever told something meanwhile is to note it before others tell it again.
                takeUp(now);
            }
        }
    }

    /** Tells what a node raised that ended before it had told it. Taken just before: this one may end, too. */
    private void takeUp(Instant now) {
        BudgetRules current = rules.from(configuration.current());
        alerts.writeOutcomes();
        for (BudgetAlert alert : alertStore.untold(now.minus(NEWS), now.minus(TELLING))) {
            if (!alerts.isOwn(alert.id())) {
                later(() -> {
                    if (alertStore.take(alert.id())) {
                        alerts.tell(alert, current.targets(alert.ruleId()));
                    }
                });
            }
        }
    }

    /** Raises the alerts that this node's own spend calls for; another node's are that node's. */
    private void raise() {
        BudgetRules current = rules.from(configuration.current());
        while (!unchecked.isEmpty()) {
            Map.Entry<SpendKey, Spend> entry = unchecked.entrySet().iterator().next();
            List<Thresholds.Due> due = thresholds.due(current, entry.getKey(), entry.getValue(), clock.instant());
            for (Thresholds.Due alert : due) {
                if (alertStore.raise(alert.alert())) {
                    later(() -> alerts.tell(alert.alert(), alert.targets()));
                }
                alert.done().run();
            }
            unchecked.remove(entry.getKey());
        }
    }

    private void later(Runnable telling) {
        try {
            background.execute(telling);
        } catch (RejectedExecutionException full) {
            LOG.log(System.Logger.Level.DEBUG, "No thread for an alert now; it is taken up later", full);
        }
    }
}
