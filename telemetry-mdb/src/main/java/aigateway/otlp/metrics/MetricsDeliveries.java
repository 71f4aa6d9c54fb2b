package aigateway.otlp.metrics;

import aigateway.delivery.Exporters;
import aigateway.manifest.type.OtelConfig.Exporter;
import aigateway.meter.Meters;
import aigateway.otlp.backend.Backend;
import aigateway.outbound.AddressPolicy;
import aigateway.platform.Setting;
import aigateway.platform.Settings;
import aigateway.telemetry.Version;
import aigateway.time.Round;
import aigateway.time.Rounds;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A thread for each exporter of metrics in force, and none for those that are not. */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class MetricsDeliveries {

    private static final System.Logger LOG = System.getLogger(MetricsDeliveries.class.getName());
    private static final Duration USUAL = Duration.ofSeconds(60);
    private static final Duration SOON = Duration.ofSeconds(2);

    @Resource
    ManagedThreadFactory threads;

    @Inject
    Exporters exporters;

    @Inject
    SpanMetrics metrics;

    @Inject
    Meters meters;

    @Inject
    BeanManager beans;

    @Inject
    AddressPolicy policy;

    @Inject
    InstantSource clock;

    @Inject
    Rounds rounds;

    private final Map<String, String> process = Map.of(
            "service.name",
            Settings.ofThisProcess().named("OTEL_SERVICE_NAME").orElse("tfy-llm-gateway"),
            "service.version",
            Version.OF_THE_GATEWAY,
            "service.instance.id",
            UUID.randomUUID().toString());

    private final Map<String, MetricsPush> running = new HashMap<>();
    private @Nullable Round following;
    private boolean closed;

    @PostConstruct
    void begin() {
        meters.addGauges(beans);
        meters.add("spans", new Exposition(metrics));
        following = rounds.every(SOON, this::follow);
    }

    private void follow() {
        List<Exporter> wanted = exporters.metrics();
        synchronized (running) {
            running.values().removeIf(push -> {
                boolean gone = !wanted.contains(push.exporter());
                if (gone) {
                    push.stop();
                }
                return gone;
            });
            for (Exporter exporter : wanted) {
                if (!closed && !running.containsKey(exporter.name())) {
                    running.put(exporter.name(), start(exporter));
                }
            }
        }
    }

    private MetricsPush start(Exporter exporter) {
        MetricsPush push = new MetricsPush(
                exporter,
                Backend.of(exporter, policy, clock),
                metrics,
                process,
                Exporters.isDelta(),
                Settings.ofThisProcess().value(Setting.METRICS_INTERVAL).orElse(USUAL),
                clock);
        Thread thread = threads.newThread(push);
        thread.setName("metrics to " + exporter.name());
        thread.start();
        LOG.log(System.Logger.Level.INFO, "Metrics go to {0} ({1})", exporter.endpoint(), exporter.name());
        return push;
    }

    @PreDestroy
    void stop() {
        if (following != null) {
            following.stop();
        }
        synchronized (running) {
            closed = true;
            running.values().forEach(MetricsPush::stop);
            running.clear();
        }
    }
}
