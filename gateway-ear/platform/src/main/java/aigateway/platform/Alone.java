package aigateway.platform;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.ObjectName;

/** Whether this process is the gateway and nothing else, or a server where others may live beside it. */
public final class Alone {

    private static final System.Logger LOG = System.getLogger(Alone.class.getName());
    private static final String LEFTOVERS = "ai-gateway:type=Leftovers";

    private Alone() {}

    /**
     * What can never serve does not linger: a process of the gateway's own says why and ends. On a server of somebody else
     * this says why in a line before the stacks of all that depends on it, and returns; the caller throws.
     *
     * @param reason for an operator: what is wrong and what to do
     */
    public static void end(String reason) {
        if (Boolean.getBoolean("gateway.alone")) {
            System.err.println("The gateway cannot start. " + reason);
            deleteLeftovers();
            Runtime.getRuntime().halt(1);
        }
        LOG.log(System.Logger.Level.ERROR, "The gateway cannot start. {0}", reason);
    }

    /** The launcher's, which shares no class with us. */
    private static void deleteLeftovers() {
        try {
            ManagementFactory.getPlatformMBeanServer().invoke(new ObjectName(LEFTOVERS), "delete", null, null);
        } catch (JMException | RuntimeException noLauncher) {
            // Nothing was unpacked by one.
        }
    }
}
