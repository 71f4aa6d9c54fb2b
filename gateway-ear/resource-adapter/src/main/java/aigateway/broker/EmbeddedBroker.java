package aigateway.broker;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.CoreAddressConfiguration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMAcceptorFactory;
import org.apache.activemq.artemis.core.server.ActivationFailureListener;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.jspecify.annotations.Nullable;

/**
 * A broker in this process, its journal on disk: what was accepted is still there after {@code kill -9}. Only this
 * process can reach it. Artemis stops itself when it cannot write, the disk being full; it is started again for as long
 * as it takes.
 */
final class EmbeddedBroker {

    /** A message that keeps failing is tried for about eight minutes, ever more slowly, before it is put aside. */
    static final int DELIVERY_ATTEMPTS = 10;

    private static final long KIBIBYTE = 1024;
    private static final long MEBIBYTE = 1024 * KIBIBYTE;
    /** What one address may hold in memory; the rest waits on disk. */
    private static final long MEMORY_PER_ADDRESS = 32 * MEBIBYTE;

    private static final long PAGE_SIZE = 4 * MEBIBYTE;
    private static final String DEAD_LETTERS = "DLQ";

    /** Artemis audits each message at INFO, where servers show what they are told. Kept here, or it is collected. */
    private static final Logger AUDIT = Logger.getLogger("org.apache.activemq.audit");

    private static final System.Logger LOG = System.getLogger(EmbeddedBroker.class.getName());
    private static final long LOOK_SECONDS = 2;

    private final Path folder;
    private final EmbeddedActiveMQ broker;
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(EmbeddedBroker::watcher);
    private boolean failed;

    EmbeddedBroker(Path dataDir) throws Exception {
        if (AUDIT.getLevel() == null) {
            AUDIT.setLevel(Level.WARNING);
        }
        folder = dataDir.resolve("broker");
        broker = new EmbeddedActiveMQ().setConfiguration(configuration(folder));
    }

    /** @throws IOException naming the journal's folder and what to do, when it cannot be used */
    void start() throws IOException {
        try {
            run();
        } catch (Exception e) {
            tidy();
            throw new IOException(
                    "The broker cannot use its journal in " + folder
                            + ". Let this process read and write all of it; if it is"
                            + " damaged, restore it from a backup, or move it away: what waits in it is lost then. Artemis"
                            + " says: " + e.getMessage(),
                    e);
        }
        var unused = watch.scheduleWithFixedDelay(this::look, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
    }

    void stop() throws Exception {
        watch.shutdownNow();
        synchronized (broker) {
            broker.stop();
        }
    }

    ActiveMQServer server() {
        return broker.getActiveMQServer();
    }

    /** Artemis that cannot read its journal says so in its log, and returns from a start that went well. */
    private void run() throws Exception {
        broker.createActiveMQServer();
        AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        ActivationFailureListener listener = failure::set;
        server().registerActivationFailureListener(listener);
        broker.start();
        server().unregisterActivationFailureListener(listener);
        if (!server().isActive()) {
            Exception reason = failure.get();
            throw reason == null ? new IOException("it did not become active") : reason;
        }
    }

    private void look() {
        synchronized (broker) {
            boolean runs = !failed && server().getState() != ActiveMQServer.SERVER_STATE.STOPPED;
            if (!runs && !watch.isShutdown()) {
                startAgain();
            }
        }
    }

    private void startAgain() {
        try {
            run();
            failed = false;
            LOG.log(System.Logger.Level.INFO, "The broker runs again");
        } catch (Exception e) {
            LOG.log(
                    failed ? System.Logger.Level.DEBUG : System.Logger.Level.WARNING,
                    "The broker has stopped, since it cannot use its journal in " + folder
                            + "; it is started again when it can",
                    e);
            failed = true;
            tidy();
        }
    }

    /** What a start left that did not succeed. */
    private void tidy() {
        try {
            broker.stop();
        } catch (Exception e) {
            LOG.log(System.Logger.Level.DEBUG, "Nothing of the broker was left to be stopped", e);
        }
    }

    private static Thread watcher(Runnable task) {
        Thread thread = new Thread(task, "broker-watch");
        thread.setDaemon(true);
        return thread;
    }

    static Configuration configuration(Path directory) throws Exception {
        ConfigurationImpl configuration = new ConfigurationImpl();
        configuration
                .setName("ai-gateway")
                .setPersistenceEnabled(true)
                .setSecurityEnabled(false)
                .setJMXManagementEnabled(false)
                .setJournalType(JournalType.NIO)
                .setJournalDirectory(directory.resolve("journal").toString())
                .setBindingsDirectory(directory.resolve("bindings").toString())
                .setLargeMessagesDirectory(directory.resolve("large-messages").toString())
                .setPagingDirectory(directory.resolve("paging").toString())
                .setJournalMinFiles(2)
                .setJournalPoolFiles(4)
                .setGlobalMaxSize(4 * MEMORY_PER_ADDRESS)
                .setMaxDiskUsage(-1)
                .setThreadPoolMaxSize(8)
                .setScheduledThreadPoolMaxSize(2)
                .addAcceptorConfiguration(
                        new TransportConfiguration(InVMAcceptorFactory.class.getName(), Map.of("serverId", "0")));
        // What an exporter cannot deliver it gives up itself, after a day, and puts where one sees it.
        AddressSettings exporters = everyAddress().setMaxDeliveryAttempts(-1);
        configuration.setAddressSettings(
                Map.of("#", everyAddress(), "spans.export.#", exporters, "spans.dead", exporters));
        configuration.setAddressConfigurations(List.of(deadLetters()));
        return configuration;
    }

    /**
     * What has a time has waited for somebody until then: it is let go, and put nowhere else. The broker warns of each
     * queue without an address for that at every start, and takes an empty one for the wish it is.
     */
    private static AddressSettings everyAddress() {
        return new AddressSettings()
                .setAddressFullMessagePolicy(AddressFullMessagePolicy.PAGE)
                .setMaxSizeBytes(MEMORY_PER_ADDRESS)
                .setPageSizeBytes((int) PAGE_SIZE)
                .setMaxReadPageBytes((int) (2 * PAGE_SIZE))
                .setRedeliveryDelay(1_000)
                .setRedeliveryMultiplier(2)
                .setMaxRedeliveryDelay(60_000)
                .setMaxDeliveryAttempts(DELIVERY_ATTEMPTS)
                .setDeadLetterAddress(SimpleString.of(DEAD_LETTERS))
                .setExpiryAddress(SimpleString.of(""))
                .setAutoCreateAddresses(true)
                .setAutoCreateQueues(true)
                .setAutoDeleteQueues(false)
                .setAutoDeleteAddresses(false);
    }

    private static CoreAddressConfiguration deadLetters() {
        return new CoreAddressConfiguration()
                .setName(DEAD_LETTERS)
                .addRoutingType(RoutingType.ANYCAST)
                .addQueueConfig(QueueConfiguration.of(DEAD_LETTERS).setRoutingType(RoutingType.ANYCAST));
    }
}
