package aigateway.broker;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;

/**
 * A broker in this process, its journal on disk: what was accepted is still there after {@code kill -9}. Only this
 * process can reach it.
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

    private final EmbeddedActiveMQ broker;

    EmbeddedBroker(Path dataDir) throws Exception {
        if (AUDIT.getLevel() == null) {
            AUDIT.setLevel(Level.WARNING);
        }
        broker = new EmbeddedActiveMQ().setConfiguration(configuration(dataDir.resolve("broker")));
    }

    void start() throws Exception {
        broker.start();
    }

    void stop() throws Exception {
        broker.stop();
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
        configuration.setAddressSettings(Map.of("#", everyAddress()));
        configuration.setAddressConfigurations(List.of(deadLetters()));
        return configuration;
    }

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
                .setExpiryAddress(SimpleString.of(DEAD_LETTERS))
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
