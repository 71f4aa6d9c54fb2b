package aigateway.otlp;

import aigateway.delivery.Broker;
import aigateway.delivery.DeliveryCount;
import aigateway.delivery.DeliveryDesk;
import aigateway.delivery.DeliveryLedger;
import aigateway.delivery.DeliverySteps;
import aigateway.delivery.Exporters;
import aigateway.delivery.StoreStatus;
import aigateway.manifest.type.OtelConfig.Exporter;
import aigateway.otlp.backend.Backend;
import aigateway.otlp.profile.Profile;
import aigateway.outbound.AddressPolicy;
import aigateway.time.Round;
import aigateway.time.Rounds;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.EJB;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.jms.ConnectionFactory;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** A thread for each exporter in force, and none for those that are not. */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Deliveries {

    private static final System.Logger LOG = System.getLogger(Deliveries.class.getName());
    private static final Duration SOON = Duration.ofSeconds(2);

    @Resource(lookup = Broker.CONNECTION_FACTORY)
    ConnectionFactory factory;

    @Resource
    ManagedThreadFactory threads;

    @EJB
    DeliveryLedger ledger;

    @EJB
    DeliverySteps steps;

    @EJB
    DeliveryDesk desk;

    @Inject
    Exporters exporters;

    @Inject
    AddressPolicy policy;

    @Inject
    InstantSource clock;

    @Inject
    DeliveryFigures figures;

    @Inject
    Instance<Profile> profiles;

    @Inject
    Rounds rounds;

    private final Map<String, Delivery> running = new HashMap<>();
    private List<Round> coming = List.of();
    private boolean closed;

    @PostConstruct
    void start() {
        coming = List.of(
                rounds.every(SOON, this::follow),
                rounds.every(SOON, this::tell),
                rounds.every(Duration.ofMinutes(1), this::look));
    }

    /** An exporter that was changed is stopped and begun anew, with what waits for it. */
    private void follow() {
        Map<String, Exporter> spans = new LinkedHashMap<>();
        exporters.current().forEach(exporter -> spans.put(exporter.name(), exporter));
        Map<String, Exporter> metrics = new LinkedHashMap<>();
        exporters.metrics().forEach(exporter -> metrics.put(Exporters.forwarded(exporter), exporter));
        synchronized (running) {
            running.entrySet().removeIf(entry -> {
                Exporter now = spans.getOrDefault(entry.getKey(), metrics.get(entry.getKey()));
                boolean gone = !entry.getValue().exporter().equals(now);
                if (gone) {
                    entry.getValue().stop();
                }
                return gone;
            });
            spans.forEach((name, exporter) ->
                    startUnlessRunning(name, exporter, () -> new Shaping(exporter, profile(exporter))));
            metrics.forEach(
                    (name, exporter) -> startUnlessRunning(name, exporter, () -> new ForwardedMetrics(exporter)));
        }
    }

    /** Whoever asks how exporters fare may be in another process. */
    private void tell() {
        Map<String, DeliveryCount> news = figures.take();
        if (news.isEmpty()) {
            return;
        }
        try {
            ledger.add(news);
        } catch (RuntimeException e) {
            figures.putBack(news);
            LOG.log(System.Logger.Level.DEBUG, "The database is away; how exporters fare is told later", e);
        }
    }

    /** How much waits is known only at the moment at which somebody asks. */
    private void look() {
        try {
            Map<String, Long> waiting = new HashMap<>();
            desk.all().forEach(exporter -> waiting.put(exporter.name(), exporter.waiting()));
            desk.store().waiting().ifPresent(messages -> waiting.put(StoreStatus.NAME, messages));
            steps.see(waiting, clock.instant());
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.DEBUG, "What waits is not known now", e);
        }
    }

    private void startUnlessRunning(String name, Exporter exporter, Supplier<Requests> requests) {
        if (closed || running.containsKey(name)) {
            return;
        }
        Delivery delivery = new Delivery(
                name, exporter, factory, requests.get(), Backend.of(exporter, policy, clock), figures, clock);
        Thread thread = threads.newThread(delivery);
        thread.setName("telemetry to " + name);
        thread.start();
        running.put(name, delivery);
        LOG.log(System.Logger.Level.INFO, "What comes in goes to {0} ({1})", exporter.endpoint(), name);
    }

    private Profile profile(Exporter exporter) {
        Profile standard = null;
        for (Profile profile : profiles) {
            if (profile.name().equals(exporter.profile())) {
                return profile;
            }
            if (profile.name().equals("standard")) {
                standard = profile;
            }
        }
        if (standard == null) {
            throw new IllegalStateException("No profile is called standard");
        }
        LOG.log(
                System.Logger.Level.WARNING,
                "Exporter {0} asks for the profile {1}, which is not known; it gets the standard one",
                exporter.name(),
                exporter.profile());
        return standard;
    }

    @PreDestroy
    void stop() {
        coming.forEach(Round::stop);
        synchronized (running) {
            closed = true;
            running.values().forEach(Delivery::stop);
            running.clear();
        }
        tell();
    }
}
