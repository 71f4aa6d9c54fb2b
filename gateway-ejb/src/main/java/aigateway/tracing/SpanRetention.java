package aigateway.tracing;

import aigateway.manifest.Voice;
import aigateway.platform.Setting;
import aigateway.platform.Settings;
import aigateway.store.Database;
import aigateway.telemetry.Retention;
import aigateway.telemetry.StoreException;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;

/**
 * Lets go of old spans now and then. {@code GATEWAY_SPANS_DAYS} says how long they are kept where their tracing project
 * does not; each step commits by itself, so several nodes may do it at once.
 */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class SpanRetention {

    private static final System.Logger LOG = System.getLogger(SpanRetention.class.getName());
    private static final Duration USUAL = Duration.ofDays(30);
    private static final int STEP = 500;

    @Resource(lookup = Database.NAME)
    DataSource dataSource;

    @Inject
    Voice voice;

    @Inject
    InstantSource clock;

    @Inject
    TracingProjects projects;

    private final AtomicBoolean busy = new AtomicBoolean();

    @SuppressWarnings("NullAway.Init")
    private Retention retention;

    @PostConstruct
    void start() {
        retention = new Retention(dataSource, clock, STEP);
    }

    @Schedule(hour = "*", minute = "7/10", persistent = false)
    void prune() {
        if (!busy.compareAndSet(false, true)) {
            return;
        }
        try {
            Duration kept = Settings.ofThisProcess().value(Setting.SPANS_DAYS).orElse(USUAL);
            int gone = retention.prune(projects.periods(kept));
            if (gone > 0) {
                LOG.log(System.Logger.Level.INFO, "{0} old spans were deleted", gone);
            }
        } catch (StoreException e) {
            LOG.log(voice.level(System.Logger.Level.WARNING), "Old spans stay until the next time", e);
        } finally {
            busy.set(false);
        }
    }
}
