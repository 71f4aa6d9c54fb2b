package aigateway.it.peer;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.config.impl.SecurityConfiguration;
import org.apache.activemq.artemis.core.deployers.impl.FileConfigurationParser;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptorFactory;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.spi.core.security.ActiveMQJAASSecurityManager;
import org.apache.activemq.artemis.spi.core.security.jaas.InVMLoginModule;

/** Artemis as an operator would run it: {@code BrokerProcess DIRECTORY PORT USER PASSWORD} serves that user until it is killed. */
final class BrokerProcess {

    static final String READY = "The broker is ready";

    private static final String ROLE = "gateways";

    private BrokerProcess() {}

    public static void main(String[] arguments) throws Exception {
        String directory = arguments[0];
        ConfigurationImpl configuration = new ConfigurationImpl();
        configuration
                .setName("external")
                .setPersistenceEnabled(true)
                .setSecurityEnabled(true)
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
        configuration.setAddressSettings(addressSettings());
        configuration.putSecurityRoles(
                "#", Set.of(new Role(ROLE, true, true, true, true, true, true, true, true, true, true, true, true)));
        SecurityConfiguration users = new SecurityConfiguration();
        users.addUser(arguments[2], arguments[3]);
        users.addRole(arguments[2], ROLE);
        EmbeddedActiveMQ broker = new EmbeddedActiveMQ()
                .setConfiguration(configuration)
                .setSecurityManager(new ActiveMQJAASSecurityManager(InVMLoginModule.class.getName(), users));
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

    /** What a new Artemis is installed with, and what we give operators to add to it. */
    private static Map<String, AddressSettings> addressSettings() throws Exception {
        String ours = Files.readString(Path.of("src/main/servers/artemis/address-settings.xml"));
        String file = "<configuration xmlns=\"urn:activemq\"><core xmlns=\"urn:activemq:core\">" + ours
                + "</core></configuration>";
        Map<String, AddressSettings> all = new HashMap<>(new FileConfigurationParser()
                .parseMainConfig(new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)))
                .getAddressSettings());
        all.put(
                "#",
                new AddressSettings()
                        .setDeadLetterAddress(SimpleString.of("DLQ"))
                        .setExpiryAddress(SimpleString.of("ExpiryQueue"))
                        .setRedeliveryDelay(0)
                        .setMaxSizeBytes(-1)
                        .setAddressFullMessagePolicy(AddressFullMessagePolicy.PAGE)
                        .setAutoCreateAddresses(true)
                        .setAutoCreateQueues(true));
        return all;
    }
}
