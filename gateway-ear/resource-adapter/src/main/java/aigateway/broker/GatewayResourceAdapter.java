package aigateway.broker;

import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.ResourceAdapterInternalException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import javax.management.JMException;
import javax.management.ObjectName;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMConnectorFactory;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyConnectorFactory;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.activemq.artemis.ra.ActiveMQResourceAdapter;
import org.apache.activemq.artemis.ra.ConnectionFactoryProperties;
import org.jspecify.annotations.Nullable;

/**
 * Artemis' adapter with the broker's life tied to its own: a server starts adapters before applications and stops
 * them after, so a broker started here is there before the first message-driven bean and after the last.
 */
public class GatewayResourceAdapter extends ActiveMQResourceAdapter {

    private static final String LEFTOVERS = "ai-gateway:type=Leftovers";

    private static final long serialVersionUID = 1L;
    private static final System.Logger LOG = System.getLogger(GatewayResourceAdapter.class.getName());
    private static final int DEFAULT_PORT = 61616;
    /** As the application calls itself; a durable subscription has this in its name. */
    private static final String CLIENT = "ai-gateway";

    private transient @Nullable EmbeddedBroker broker;
    private transient @Nullable DataDirectory directory;
    private transient @Nullable ReaderWatch watch;

    /**
     * Bytes. Larger messages travel and are kept apart, in pieces, which costs the client many times the CPU. A broker's
     * journal takes a little more than this in one record.
     */
    private static final int LARGEST_IN_ONE_PIECE = 400 * 1024;

    public GatewayResourceAdapter() {
        setClientID(CLIENT);
    }

    @Override
    public void start(BootstrapContext context) throws ResourceAdapterInternalException {
        BrokerSettings settings = BrokerSettings.ofThisProcess();
        if (settings.keepsData()) {
            take(settings.dataDir());
        }
        if (settings.url().isPresent()) {
            settings.user().ifPresent(this::setUserName);
            settings.password().ifPresent(this::setPassword);
            connectTo(BrokerSettings.address(settings.url().get())
                    .orElseThrow(() -> cannotStart("GATEWAY_BROKER_URL cannot be used: set it to tcp://host:port, or"
                            + " ssl://host:port for TLS, without user and password")));
        } else {
            embed(settings);
        }
        // Wherever it is, it may be away for a while: beans attach again when it is back.
        setReconnectAttempts(-1);
        setRetryInterval(1_000L);
        setCallTimeout(5_000L);
        setSetupAttempts(-1);
        setSetupInterval(2_000L);
        setMinLargeMessageSize(LARGEST_IN_ONE_PIECE);
        super.start(context);
        ReaderWatch outside = watch;
        if (outside != null) {
            outside.begin();
        }
    }

    @Override
    public ActiveMQConnectionFactory newConnectionFactory(ConnectionFactoryProperties overrides) {
        ActiveMQConnectionFactory made = super.newConnectionFactory(overrides);
        String user = getUserName();
        return user == null ? made : new NamedConnectionFactory(made, user, getPassword());
    }

    @Override
    public void stop() {
        ReaderWatch outside = watch;
        if (outside != null) {
            outside.close();
        }
        super.stop();
        EmbeddedBroker running = broker;
        if (running != null) {
            try {
                running.stop();
            } catch (Exception e) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "The broker did not stop cleanly; its journal keeps the messages",
                        e);
            }
        }
        letGo();
    }

    /** Left to Artemis, a second process would wait for the first one's journal without a word. */
    private void take(Path dataDir) throws ResourceAdapterInternalException {
        try {
            directory = DataDirectory.take(dataDir);
        } catch (DataDirectory.TakenException e) {
            throw cannotStart(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw cannotStart("Cannot write to " + dataDir
                    + ": set GATEWAY_DATA_DIR to a directory that this process may write (" + e + ")");
        }
    }

    private void letGo() {
        DataDirectory held = directory;
        if (held != null) {
            try {
                held.close();
            } catch (IOException e) {
                LOG.log(System.Logger.Level.DEBUG, "The lock of the data directory did not close", e);
            }
        }
    }

    private void embed(BrokerSettings settings) throws ResourceAdapterInternalException {
        try {
            EmbeddedBroker started = new EmbeddedBroker(settings.dataDir());
            started.start();
            broker = started;
        } catch (Exception e) {
            throw cannotStart(String.valueOf(e.getMessage()));
        }
        setConnectorClassName(InVMConnectorFactory.class.getName());
        setConnectionParameters("serverId=0");
    }

    /** In a process of its own the gateway does not linger without a broker; on a server others may live beside it. */
    private static ResourceAdapterInternalException cannotStart(String reason) {
        if (Boolean.getBoolean("gateway.alone")) {
            System.err.println("The gateway cannot start. " + reason);
            deleteLeftovers();
            Runtime.getRuntime().halt(1);
        }
        LOG.log(System.Logger.Level.ERROR, "The gateway cannot start. {0}", reason);
        return new ResourceAdapterInternalException(reason);
    }

    /** The launcher's, which shares no class with us. */
    private static void deleteLeftovers() {
        try {
            ManagementFactory.getPlatformMBeanServer().invoke(new ObjectName(LEFTOVERS), "delete", null, null);
        } catch (JMException | RuntimeException noLauncher) {
            // Nothing was unpacked by one.
        }
    }

    private void connectTo(URI url) {
        int port = url.getPort() < 0 ? DEFAULT_PORT : url.getPort();
        boolean encrypted = !"tcp".equalsIgnoreCase(url.getScheme());
        String connector = NettyConnectorFactory.class.getName();
        setConnectorClassName(connector);
        setConnectionParameters("host=" + url.getHost() + ";port=" + port + (encrypted ? ";sslEnabled=true" : ""));
        watch = new ReaderWatch(
                new TransportConfiguration(
                        connector, Map.of("host", url.getHost(), "port", port, "sslEnabled", encrypted)),
                getUserName(),
                getPassword(),
                () -> getActivations().values());
        setHA(false);
        setUseTopologyForLoadBalancing(false);
        LOG.log(
                System.Logger.Level.INFO,
                "Spans go through the broker at {0}:{1}",
                url.getHost(),
                String.valueOf(port));
    }
}
