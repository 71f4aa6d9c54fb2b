package aigateway.identity;

import aigateway.store.ChangeCounter;
import aigateway.store.Watchers;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Brings issued, revoked and rotated keys into force within a second, in each web application of each node, and at once in
 * the one that changed them, fetches the key sets of trusted issuers, and writes down when keys were last used.
 */
@Singleton
@Startup
@DependsOn("ConfigurationWatch")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class KeyWatch {

    private static final System.Logger LOG = System.getLogger(KeyWatch.class.getName());
    private static final Duration PERIOD = Duration.ofMillis(500);
    private static final Duration WRITE = Duration.ofSeconds(10);

    @Inject
    LiveKeys live;

    @Inject
    KeyReader reader;

    @Inject
    Watchers watchers;

    @Inject
    LastUse lastUse;

    @Inject
    IssuerKeys issuers;

    @Inject
    Rounds rounds;

    private final List<Round> coming = new ArrayList<>();

    @PostConstruct
    void start() {
        // Read now: a key file that is missing keeps the application from starting.
        issuers.settings();
        look();
        watchers.add(ChangeCounter.KEYS, this::look);
        coming.add(rounds.every(PERIOD, this::look));
        coming.add(rounds.every(Duration.ZERO, PERIOD, () -> quietly(() -> issuers.refresh(rounds.threads()))));
        coming.add(rounds.every(WRITE, () -> quietly(this::writeLastUses)));
    }

    @PreDestroy
    void stop() {
        coming.forEach(Round::stop);
        carry();
    }

    /** At once, for whoever is about to end the process. */
    public void carry() {
        quietly(this::writeLastUses);
    }

    private void look() {
        quietly(this::read);
    }

    /** One after the other: who began to read earlier must not put back what is older. */
    private synchronized void read() {
        reader.readUnless(live.current().version()).ifPresent(live::replace);
    }

    private void writeLastUses() {
        Map<String, Long> uses = lastUse.unwritten();
        if (!uses.isEmpty()) {
            reader.write(uses);
            lastUse.written(uses);
        }
    }

    /** That the database is away is told where the configuration is watched. */
    private static void quietly(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.DEBUG, "Keys could not be looked after this time", e);
        }
    }
}
