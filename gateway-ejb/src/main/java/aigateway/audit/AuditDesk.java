package aigateway.audit;

import aigateway.platform.Setting;
import aigateway.platform.Settings;
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
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes down each second who was turned away, and lets go of what is older than {@code GATEWAY_AUDIT_DAYS}. */
@Singleton
@Startup
@DependsOn("Database")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class AuditDesk {

    private static final System.Logger LOG = System.getLogger(AuditDesk.class.getName());
    private static final Duration USUAL = Duration.ofDays(365);
    private static final int STEP = 500;

    @Inject
    Denials denials;

    @Inject
    AuditStore store;

    @Inject
    InstantSource clock;

    @Inject
    Rounds rounds;

    private final List<Round> coming = new ArrayList<>();
    private boolean failing;

    @PostConstruct
    void start() {
        coming.add(rounds.every(Duration.ofSeconds(1), this::tick));
        coming.add(rounds.every(Duration.ofMinutes(3), Duration.ofHours(1), this::pruneQuietly));
    }

    @PreDestroy
    void stop() {
        coming.forEach(Round::stop);
        tick();
    }

    private synchronized void tick() {
        try {
            write();
            failing = false;
        } catch (RuntimeException e) {
            // They stay noted, as far as there is room, and the next second tries again.
            if (!failing) {
                LOG.log(System.Logger.Level.WARNING, "Denials cannot be written into the audit trail for now", e);
            }
            failing = true;
        }
    }

    void write() {
        Map<Denial, Tally> tallies = denials.unwritten();
        if (!tallies.isEmpty()) {
            denials.written(tallies, store.write(tallies));
        }
        denials.forget();
        long notKept = denials.takeNotKept();
        if (notKept > 0) {
            try {
                store.writeNotKept(notKept);
            } catch (RuntimeException e) {
                denials.notKept(notKept);
                throw e;
            }
        }
    }

    private void pruneQuietly() {
        try {
            Duration kept = Settings.ofThisProcess().value(Setting.AUDIT_DAYS).orElse(USUAL);
            int gone = kept.isZero() ? 0 : prune(kept);
            if (gone > 0) {
                LOG.log(System.Logger.Level.INFO, "{0} old entries of the audit trail were deleted", gone);
            }
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "Old entries of the audit trail stay until the next time", e);
        }
    }

    int prune(Duration kept) {
        Instant before = clock.instant().minus(kept);
        int gone = 0;
        int some;
        do {
            some = store.prune(before, STEP);
            gone += some;
        } while (some == STEP);
        return gone;
    }
}
