package aigateway.broker;

import jakarta.jms.JMSException;
import org.apache.activemq.artemis.jms.client.ActiveMQConnection;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.activemq.artemis.jms.client.ActiveMQXAConnectionFactory;
import org.jspecify.annotations.Nullable;

/**
 * Signs in as whoever the adapter has been told where it is asked to as nobody: Payara has a user of its own for each pool,
 * whose name is empty, and Artemis believes it before the adapter.
 */
final class NamedConnectionFactory extends ActiveMQXAConnectionFactory {

    private static final long serialVersionUID = 1L;

    private final String user;
    private final @Nullable String password;

    /** @param made of which all the rest is taken */
    NamedConnectionFactory(ActiveMQConnectionFactory made, String user, @Nullable String password) {
        super(made.getServerLocator());
        this.user = user;
        this.password = password;
        setClientID(made.getClientID());
        setEnableSharedClientID(made.isEnableSharedClientID());
        setCacheDestinations(made.isCacheDestinations());
        setDupsOKBatchSize(made.getDupsOKBatchSize());
        setTransactionBatchSize(made.getTransactionBatchSize());
    }

    @Override
    protected synchronized ActiveMQConnection createConnectionInternal(
            @Nullable String asked, @Nullable String itsPassword, boolean isXA, int type) throws JMSException {
        boolean nobody = asked == null || asked.isEmpty();
        return super.createConnectionInternal(nobody ? user : asked, nobody ? password : itsPassword, isXA, type);
    }
}
