package aigateway.delivery;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TextMessage;
import java.util.OptionalLong;

/**
 * Asks the broker how many messages a queue holds. It counts them itself: reading a queue through would bring every
 * message of it here. Used by one thread.
 *
 * @see <a href="https://artemis.apache.org/components/artemis/documentation/latest/management.html#using-management-via-jms">Management
 *     via messages</a>
 */
final class BrokerFigures implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(BrokerFigures.class.getName());
    private static final ObjectMapper JSON = new ObjectMapper(new JsonFactory());
    private static final long WAIT_MILLIS = 1_000;
    private static final String MANAGEMENT = "activemq.management";
    /** WildFly says of each queue that it is one. */
    private static final String[] SPELLINGS = {"queue.", "queue.jms.queue."};

    private final Connection connection;
    private final Session session;
    private final MessageProducer producer;
    private final TemporaryQueue replies;
    private final MessageConsumer consumer;
    /** A broker that did not answer once is not waited for again. */
    private boolean silent;

    BrokerFigures(ConnectionFactory factory) throws JMSException {
        connection = factory.createConnection();
        try {
            session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
            producer = session.createProducer(session.createQueue(MANAGEMENT));
            replies = session.createTemporaryQueue();
            consumer = session.createConsumer(replies);
            connection.start();
        } catch (JMSException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /** @return empty when the broker does not say; a queue that is not there yet holds nothing */
    OptionalLong messages(String queue) throws JMSException {
        return ask(queue, "countMessages", "[]");
    }

    /** @param filter a selector */
    OptionalLong messages(String queue, String filter) throws JMSException {
        return ask(queue, "countMessages", "[\"" + filter.replace("\\", "\\\\").replace("\"", "\\\"") + "\"]");
    }

    private OptionalLong ask(String queue, String operation, String parameters) throws JMSException {
        boolean answered = false;
        for (String spelling : SPELLINGS) {
            if (silent) {
                return OptionalLong.empty();
            }
            TextMessage question = session.createTextMessage(parameters);
            question.setStringProperty("_AMQ_ResourceName", spelling + queue);
            question.setStringProperty("_AMQ_OperationName", operation);
            question.setJMSReplyTo(replies);
            producer.send(question);
            Message reply = consumer.receive(WAIT_MILLIS);
            if (reply == null) {
                silent = true;
            } else {
                answered = true;
                if (reply.getBooleanProperty("_AMQ_OperationSucceeded") && reply instanceof TextMessage text) {
                    return number(text.getText());
                }
            }
        }
        return answered ? OptionalLong.of(0) : OptionalLong.empty();
    }

    private static OptionalLong number(String list) {
        try {
            return OptionalLong.of(JSON.readTree(list).path(0).asLong());
        } catch (JsonProcessingException e) {
            LOG.log(System.Logger.Level.DEBUG, "The broker counts in another way: " + list, e);
            return OptionalLong.empty();
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (JMSException | RuntimeException e) {
            LOG.log(System.Logger.Level.DEBUG, "The connection to the broker was lost before it was closed", e);
        }
    }
}
