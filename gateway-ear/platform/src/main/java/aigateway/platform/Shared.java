package aigateway.platform;

import java.lang.management.ManagementFactory;
import java.util.Collections;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.StandardMBean;

/**
 * What all web applications of the gateway have in common, though on Payara Micro they have no class in common: each is
 * deployed with libraries of its own. Whoever comes first lends its own to the others, among the JVM's beans.
 */
public final class Shared {

    private static final System.Logger LOG = System.getLogger(Shared.class.getName());
    private static final Set<ObjectName> LENT = Collections.synchronizedSet(new HashSet<>());

    private Shared() {}

    /** How a thing is lent: within an {@link Optional}, which does not leave the JVM, whoever asks from outside. */
    public interface LentMBean {
        Optional<?> getThing();
    }

    private record Lent(Object thing) implements LentMBean {
        @Override
        public Optional<?> getThing() {
            return Optional.of(thing);
        }
    }

    /**
     * @param type one of the JDK's, as must be all that is in it
     * @param own is lent when nobody was first
     */
    public static <T> T of(String name, Class<T> type, T own) {
        MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
        try {
            ObjectName place = new ObjectName("ai-gateway:type=Shared,name=" + name);
            try {
                beans.registerMBean(new StandardMBean(new Lent(own), LentMBean.class), place);
                LENT.add(place);
                return own;
            } catch (InstanceAlreadyExistsException another) {
                return type.cast(((Optional<?>) beans.getAttribute(place, "Thing")).orElseThrow());
            }
        } catch (JMException | ClassCastException e) {
            LOG.log(System.Logger.Level.WARNING, "Each web application keeps its own " + name, e);
            return own;
        }
    }

    /** Lends nothing any more. Who borrowed keeps it, who comes later lends another. */
    static void forget() {
        MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
        for (ObjectName place : LENT.toArray(new ObjectName[0])) {
            LENT.remove(place);
            try {
                beans.unregisterMBean(place);
            } catch (JMException e) {
                LOG.log(System.Logger.Level.DEBUG, "It was not lent any more", e);
            }
        }
    }
}
