package aigateway.otlp;

import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Whether anybody reads some durable subscriptions. Used by one thread. */
final class Readership {

    private final List<String> subscriptions;
    private final Set<String> unread = new HashSet<>();

    Readership(List<String> subscriptions) {
        this.subscriptions = subscriptions;
    }

    /**
     * Those that nobody reads, now and when it was last asked: told once, and again after two more.
     *
     * @param session of a connection that has not been started: nothing is taken from anybody
     * @throws JMSException the broker is away
     */
    List<String> unread(Session session, Topic topic) throws JMSException {
        List<String> told = new ArrayList<>();
        for (String subscription : subscriptions) {
            if (isRead(session, topic, subscription)) {
                unread.remove(subscription);
            } else if (!unread.add(subscription)) {
                unread.remove(subscription);
                told.add(subscription);
            }
        }
        return told;
    }

    /** Nothing is known any more of what was seen before. */
    void forget() {
        unread.clear();
    }

    /** Who reads alone is let in only where nobody else does. */
    private static boolean isRead(Session session, Topic topic, String subscription) throws JMSException {
        // First as one of several, by whom it is made where it is not there yet.
        session.createSharedDurableConsumer(topic, subscription).close();
        try {
            session.createDurableConsumer(topic, subscription).close();
            return false;
        } catch (IllegalStateException taken) {
            return true;
        }
    }
}
