package aigateway.broker;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.ConnectionRequestInfo;
import jakarta.resource.spi.ManagedConnection;
import java.util.Set;
import javax.security.auth.Subject;
import org.apache.activemq.artemis.ra.ActiveMQRAManagedConnectionFactory;
import org.jspecify.annotations.Nullable;

/**
 * Opens connections as whoever the adapter has been told, or whoever asks by name. Payara has a user of its own for each
 * pool, whom no broker knows, and Artemis would believe it before the adapter.
 */
public class GatewayConnections extends ActiveMQRAManagedConnectionFactory {

    private static final long serialVersionUID = 1L;

    @Override
    public ManagedConnection createManagedConnection(@Nullable Subject ofThePool, ConnectionRequestInfo asked)
            throws ResourceException {
        return super.createManagedConnection(null, asked);
    }

    @Override
    @SuppressWarnings("rawtypes")
    public ManagedConnection matchManagedConnections(
            Set connections, @Nullable Subject ofThePool, ConnectionRequestInfo asked) throws ResourceException {
        return super.matchManagedConnections(connections, null, asked);
    }
}
