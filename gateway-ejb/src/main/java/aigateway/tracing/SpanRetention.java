package aigateway.tracing;

import aigateway.manifest.Voice;
import aigateway.platform.Setting;
import aigateway.platform.Settings;
import aigateway.store.Database;
import aigateway.telemetry.Retention;
import aigateway.telemetry.StoreException;
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
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Lets go of old spans now and then. {@code GATEWAY_SPANS_DAYS} says how long they are kept where their tracing project
 * does not; each step commits by itself, so several nodes may do it at once.
 */
@Singleton
@Startup
@DependsOn("Database")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class SpanRetention {

    private static final System.Logger LOG = System.getLogger(SpanRetention.class.getName());
    private static final Duration USUAL = Duration.ofDays(30);
    private static final Duration EVERY = Duration.ofMinutes(10);
    private static final int STEP = 500;

    @Resource(lookup = Database.NAME)
    DataSource dataSource;

    @Inject
    Voice voice;

    @Inject
    InstantSource clock;

    @Inject
    TracingProjects projects;

    @Inject
    Rounds rounds;

    private @Nullable Round pruning;

    @PostConstruct
    void start() {
        Retention retention = new Retention(dataSource, clock, STEP);
        pruning = rounds.every(Duration.ofMinutes(1), EVERY, () -> prune(retention));
    }

    @PreDestroy
    void stop() {
        if (pruning != null) {
            pruning.stop();
        }
    }

    private void prune(Retention retention) {
        try {
            Duration kept = Settings.ofThisProcess().value(Setting.SPANS_DAYS).orElse(USUAL);
            int gone = retention.prune(projects.periods(kept));
            if (gone > 0) {
                LOG.log(System.Logger.Level.INFO, "{0} old spans were deleted", gone);
            }
        } catch (StoreException e) {
            LOG.log(voice.level(System.Logger.Level.WARNING), "Old spans stay until the next time", e);
        }
    }
}
