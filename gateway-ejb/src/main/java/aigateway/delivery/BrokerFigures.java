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
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TextMessage;
import java.lang.management.ManagementFactory;
import java.util.Enumeration;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Asks the broker how many messages a queue holds. It counts them itself: reading a queue through would bring every
 * message of it here, so a broker that does not let itself be asked (WildFly's does not, its management does) is read up to
 * a limit, and what somebody has been handed and not taken yet is not read. Used by one thread.
 *
 * @see <a href="https://artemis.apache.org/components/artemis/documentation/latest/management.html#using-management-via-jms">Management
 *     via messages</a>
 */
final class BrokerFigures implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(BrokerFigures.class.getName());
    private static final ObjectMapper JSON = new ObjectMapper(new JsonFactory());
    private static final long WAIT_MILLIS = 1_000;
    private static final String MANAGEMENT = "activemq.management";
    /** What is read where the broker does not count. */
    static final int MOST_READ = 1_000;

    private final ManagedQueues managed = new ManagedQueues(ManagementFactory.getPlatformMBeanServer());
    private final Connection connection;
    private final Session session;
    private final TemporaryQueue replies;
    private final MessageConsumer consumer;
    /** Null when the broker does not let itself be asked, or did not answer once. */
    private @Nullable MessageProducer questions;

    BrokerFigures(ConnectionFactory factory) throws JMSException {
        connection = Broker.connect(factory);
        try {
            session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
            questions = questions(session);
            replies = session.createTemporaryQueue();
            consumer = session.createConsumer(replies);
            connection.start();
        } catch (JMSException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private static @Nullable MessageProducer questions(Session session) throws JMSException {
        Queue management = find(session, MANAGEMENT);
        return management == null ? null : session.createProducer(management);
    }

    /** Null when there is none and the broker does not make one; Artemis has no exception of its own for that. */
    private static @Nullable Queue find(Session session, String name) {
        try {
            return session.createQueue(name);
        } catch (JMSException e) {
            LOG.log(System.Logger.Level.DEBUG, "The broker has no queue " + name, e);
            return null;
        }
    }

    /** A queue that is not there yet holds nothing. */
    long messages(String queue) throws JMSException {
        return messages(queue, "");
    }

    /** @param filter a selector; empty: all messages */
    long messages(String queue, String filter) throws JMSException {
        OptionalLong counted = filter.isEmpty() ? counted(queue) : ask(queue, filter);
        return counted.isPresent() ? counted.getAsLong() : read(queue, filter);
    }

    /** Empty where neither the broker nor the server's management lets itself be asked. */
    OptionalLong counted(String queue) throws JMSException {
        OptionalLong counted = ask(queue, "");
        return counted.isPresent() ? counted : managed.messages(queue);
    }

    private OptionalLong ask(String queue, String filter) throws JMSException {
        MessageProducer to = questions;
        if (to == null) {
            return OptionalLong.empty();
        }
        TextMessage question = session.createTextMessage(parameters(filter));
        question.setStringProperty("_AMQ_ResourceName", "queue." + queue);
        question.setStringProperty("_AMQ_OperationName", "countMessages");
        question.setJMSReplyTo(replies);
        to.send(question);
        Message reply = consumer.receive(WAIT_MILLIS);
        if (reply == null) {
            questions = null;
            return OptionalLong.empty();
        }
        return reply.getBooleanProperty("_AMQ_OperationSucceeded") && reply instanceof TextMessage text
                ? number(text.getText())
                : OptionalLong.empty();
    }

    private static String parameters(String filter) {
        return JSON.createArrayNode().add(filter).toString();
    }

    long read(String queue, String filter) throws JMSException {
        Queue found = find(session, queue);
        if (found == null) {
            return 0;
        }
        try (QueueBrowser browser = session.createBrowser(found, filter.isEmpty() ? null : filter)) {
            long count = 0;
            for (Enumeration<?> all = browser.getEnumeration(); count < MOST_READ && all.hasMoreElements(); ) {
                all.nextElement();
                count++;
            }
            return count;
        }
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
