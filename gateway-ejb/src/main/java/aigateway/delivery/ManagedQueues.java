package aigateway.delivery;

import java.util.OptionalLong;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** The queues of WildFly's own broker, as its management shows them in the server's process: with what somebody is reading. */
final class ManagedQueues {

    private static final System.Logger LOG = System.getLogger(ManagedQueues.class.getName());

    private final MBeanServer server;

    ManagedQueues(MBeanServer server) {
        this.server = server;
    }

    /** @return empty where there is no such management, or no such queue */
    OptionalLong messages(String queue) {
        OptionalLong plain = count(queue);
        return plain.isPresent() ? plain : count("jms.queue." + queue);
    }

    private OptionalLong count(String queue) {
        try {
            for (ObjectName one : server.queryNames(
                    new ObjectName("jboss.as:subsystem=messaging-activemq,server=*,runtime-queue=" + queue), null)) {
                if (server.getAttribute(one, "messageCount") instanceof Number count) {
                    return OptionalLong.of(count.longValue());
                }
            }
        } catch (JMException | RuntimeException unlike) {
            LOG.log(System.Logger.Level.DEBUG, "The server's management does not count " + queue, unlike);
        }
        return OptionalLong.empty();
    }
}
