package aigateway.platform;

import java.util.Optional;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** Where an application server answers, as it says itself: WildFly by its management, Payara by its configuration. */
final class ServerPort {

    private static final System.Logger LOG = System.getLogger(ServerPort.class.getName());
    private static final String SOCKETS = "jboss.as:socket-binding-group=*,socket-binding=http";
    private static final String LISTENER = "org.glassfish.grizzly.config.dom.NetworkListener";
    private static final String FIRST = "http-listener-1";

    private ServerPort() {}

    /** Empty where nobody says; for messages to people only. */
    static Optional<Integer> find(MBeanServer management) {
        return wildFlys(management).or(ServerPort::payaras);
    }

    private static Optional<Integer> wildFlys(MBeanServer management) {
        try {
            for (ObjectName socket : management.queryNames(new ObjectName(SOCKETS), null)) {
                if (management.getAttribute(socket, "boundPort") instanceof Number port && port.intValue() > 0) {
                    return Optional.of(port.intValue());
                }
            }
        } catch (JMException | RuntimeException unlike) {
            LOG.log(System.Logger.Level.DEBUG, "The server's management does not say where it answers", unlike);
        }
        return Optional.empty();
    }

    private static Optional<Integer> payaras() {
        if (!PayaraServices.exist()) {
            return Optional.empty();
        }
        try {
            Class<?> type = Class.forName(LISTENER);
            for (Object listener : PayaraServices.all(type)) {
                if (FIRST.equals(type.getMethod("getName").invoke(listener))) {
                    return Optional.of(
                            Integer.valueOf((String) type.getMethod("getPort").invoke(listener)));
                }
            }
        } catch (ReflectiveOperationException | RuntimeException | LinkageError unlike) {
            LOG.log(System.Logger.Level.DEBUG, "The server's listeners are not to be found", unlike);
        }
        return Optional.empty();
    }
}
