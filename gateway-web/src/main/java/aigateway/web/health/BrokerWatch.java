package aigateway.web.health;

import aigateway.delivery.Broker;
import aigateway.platform.Settings;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import jakarta.jms.Topic;

/** Asks the broker for its topic. A call to a broker that went away blocks for seconds. */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class BrokerWatch extends Watch {

    @Resource(lookup = Broker.CONNECTION_FACTORY)
    ConnectionFactory factory;

    @Resource(lookup = "java:app/jms/SpansTopic")
    Topic spans;

    @Override
    boolean answers() throws JMSException {
        try (Connection connection = Broker.connect(factory);
                Session session = connection.createSession()) {
            // Asked by name each time: of a topic that it has met before, a client takes the broker's word for granted.
            session.createTopic(spans.getTopicName());
            return true;
        }
    }

    @Override
    String news(boolean reachable) {
        return news(reachable, Settings.ofThisProcess().brokerUrl().isPresent());
    }

    static String news(boolean reachable, boolean outside) {
        if (reachable) {
            return "The broker answers again";
        }
        return outside
                ? "The broker does not answer (GATEWAY_BROKER_URL): spans wait until it does"
                : "The broker in this process does not answer, and says why itself: spans wait until it does";
    }
}
