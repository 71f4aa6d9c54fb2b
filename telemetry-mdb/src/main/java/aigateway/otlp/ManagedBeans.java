package aigateway.otlp;

import java.util.Set;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * Message-driven beans in the hands of WildFly's management, which is asked in its own process: what its command line calls
 * {@code stop-delivery} and {@code start-delivery}.
 */
final class ManagedBeans {

    private static final System.Logger LOG = System.getLogger(ManagedBeans.class.getName());
    private static final Object[] NOTHING = {};
    private static final String[] NO_TYPES = {};

    private final MBeanServer server;

    ManagedBeans(MBeanServer server) {
        this.server = server;
    }

    /** Whether there is such a management: this is WildFly. */
    boolean areManaged() {
        try {
            return server.isRegistered(new ObjectName("jboss.as:management-root=server"));
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Takes a bean from its adapter and gives it back, unless an administrator has taken it away. */
    void restart(Class<?> bean) {
        String name = bean.getSimpleName();
        try {
            Set<ObjectName> all = server.queryNames(
                    new ObjectName("jboss.as:subsystem=ejb3,message-driven-bean=" + name + ",*"), null);
            if (all.isEmpty()) {
                throw new IllegalStateException("it is not among the managed beans");
            }
            for (ObjectName one : all) {
                restart(one);
            }
        } catch (JMException | RuntimeException e) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "The server does not attach " + name
                            + " to the broker anew: restart the application, until then spans wait with the broker",
                    e);
        }
    }

    private void restart(ObjectName bean) throws JMException {
        if (!Boolean.TRUE.equals(server.getAttribute(bean, "deliveryActive"))) {
            return;
        }
        LOG.log(
                System.Logger.Level.WARNING,
                "Nobody reads at the broker what is for {0}; it may have come back without what it kept. It is read anew",
                bean.getKeyProperty("message-driven-bean"));
        server.invoke(bean, "stopDelivery", NOTHING, NO_TYPES);
        server.invoke(bean, "startDelivery", NOTHING, NO_TYPES);
    }
}
