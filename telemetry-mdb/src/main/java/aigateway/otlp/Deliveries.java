package aigateway.otlp;

import aigateway.delivery.Broker;
import aigateway.delivery.DeliveryCount;
import aigateway.delivery.DeliveryLedger;
import aigateway.delivery.Exporters;
import aigateway.manifest.OtelConfig.Exporter;
import aigateway.otlp.backend.Backend;
import aigateway.otlp.profile.Profile;
import aigateway.outbound.AddressPolicy;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.EJB;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.jms.ConnectionFactory;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A thread for each exporter in force, and none for those that are not. */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Deliveries {

    private static final System.Logger LOG = System.getLogger(Deliveries.class.getName());

    @Resource(lookup = Broker.CONNECTION_FACTORY)
    ConnectionFactory factory;

    @Resource
    ManagedThreadFactory threads;

    @EJB
    DeliveryLedger ledger;

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

    private final Map<String, Delivery> running = new HashMap<>();
    private boolean closed;

    /** An exporter that was changed is stopped and begun anew, with what waits for it. */
    @Schedule(hour = "*", minute = "*", second = "*/2", persistent = false)
    void follow() {
        List<Exporter> wanted = exporters.current();
        synchronized (running) {
            running.values().removeIf(delivery -> {
                boolean gone = !wanted.contains(delivery.exporter());
                if (gone) {
                    delivery.stop();
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

    /** Whoever asks how exporters fare may be in another process. */
    @Schedule(hour = "*", minute = "*", second = "1/2", persistent = false)
    void tell() {
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

    private Delivery start(Exporter exporter) {
        Delivery delivery = new Delivery(
                exporter,
                factory,
                new Shaping(exporter, profile(exporter)),
                Backend.of(exporter, policy, clock),
                figures,
                clock);
        Thread thread = threads.newThread(delivery);
        thread.setName("spans to " + exporter.name());
        thread.start();
        LOG.log(System.Logger.Level.INFO, "Spans go to {0} ({1})", exporter.endpoint(), exporter.name());
        return delivery;
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
        synchronized (running) {
            closed = true;
            running.values().forEach(Delivery::stop);
            running.clear();
        }
        tell();
    }
}
