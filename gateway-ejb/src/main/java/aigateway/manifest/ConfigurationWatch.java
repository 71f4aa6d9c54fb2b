package aigateway.manifest;

import aigateway.platform.Settings;
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
import org.jspecify.annotations.Nullable;

/**
 * Brings every change into force: at once in the web application that made it, and within a second in each other one of
 * each node, which see a new version in the database. While the database is away the last configuration stays in force.
 */
@Singleton
@Startup
@DependsOn("FirstStart") // One name only: GlassFish takes two ways to the same bean for a circle.
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ConfigurationWatch {

    private static final System.Logger LOG = System.getLogger(ConfigurationWatch.class.getName());
    private static final Duration PERIOD = Duration.ofMillis(500);

    @Inject
    LiveConfiguration live;

    @Inject
    ConfigurationReader reader;

    @Inject
    Manifests manifests;

    @Inject
    Watchers watchers;

    @Inject
    Voice voice;

    @Inject
    Rounds rounds;

    private @Nullable ManifestFiles files;
    private @Nullable Round watch;
    private boolean databaseAway;

    @PostConstruct
    void start() {
        if (voice.isHeard()) {
            Settings settings = Settings.ofThisProcess();
            new EnvironmentAccounts(settings, manifests).apply();
            files = settings.configPath()
                    .map(path -> new ManifestFiles(path, manifests))
                    .orElse(null);
        }
        look();
        watchers.add(ChangeCounter.MANIFESTS, this::read);
        watch = rounds.every(PERIOD, this::look);
    }

    @PreDestroy
    void stop() {
        if (watch != null) {
            watch.stop();
        }
    }

    private void look() {
        try {
            if (files != null) {
                files.applyIfChanged();
            }
            read();
            if (databaseAway) {
                databaseAway = false;
                LOG.log(
                        voice.level(System.Logger.Level.INFO),
                        "The database is back; configuration version {0} is in force",
                        version());
            }
        } catch (RuntimeException e) {
            if (!databaseAway) {
                databaseAway = true;
                LOG.log(
                        voice.level(System.Logger.Level.WARNING),
                        "The configuration cannot be read; version " + version() + " stays in force",
                        e);
            }
        }
    }

    /** One after the other: who began to read earlier must not put back what is older. */
    private synchronized void read() {
        reader.readUnless(live.current().version()).ifPresent(live::replace);
    }

    private String version() {
        return Long.toString(live.current().version());
    }
}
