package aigateway.it.peer;

import java.util.Map;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptorFactory;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;

/** Artemis as an operator would run it: {@code BrokerProcess DIRECTORY PORT} serves until it is killed. */
final class BrokerProcess {

    static final String READY = "The broker is ready";

    private BrokerProcess() {}

    public static void main(String[] arguments) throws Exception {
        String directory = arguments[0];
        ConfigurationImpl configuration = new ConfigurationImpl();
        configuration
                .setName("external")
                .setPersistenceEnabled(true)
                .setSecurityEnabled(false)
                .setJMXManagementEnabled(false)
                .setJournalType(JournalType.NIO)
                .setJournalDirectory(directory + "/journal")
                .setBindingsDirectory(directory + "/bindings")
                .setLargeMessagesDirectory(directory + "/large-messages")
                .setPagingDirectory(directory + "/paging")
                .setJournalMinFiles(2)
                .setMaxDiskUsage(-1)
                .addAcceptorConfiguration(new org.apache.activemq.artemis.api.core.TransportConfiguration(
                        NettyAcceptorFactory.class.getName(), Map.of("host", "localhost", "port", arguments[1])));
        configuration.setAddressSettings(Map.of(
                "#",
                new AddressSettings()
                        .setAutoCreateAddresses(true)
                        .setAutoCreateQueues(true)
                        .setAutoDeleteQueues(false)
                        .setAutoDeleteAddresses(false)
                        .setRedeliveryDelay(500)
                        .setMaxDeliveryAttempts(-1)));
        EmbeddedActiveMQ broker = new EmbeddedActiveMQ().setConfiguration(configuration);
        broker.start();
        System.out.println(READY);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                broker.stop();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }));
        Thread.currentThread().join();
    }
}
