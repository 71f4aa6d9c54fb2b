package aigateway.launch;

import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import sun.misc.Signal;

/**
 * Lets the application end in good order before the server does: a server that is asked to stop takes the database away
 * first and answers with 500 meanwhile. Who asks a second time does not want to wait.
 */
final class Stop {

    private static final String APPLICATION = "ai-gateway:type=Closing";
    private static final int SIGNALLED = 128;

    private final AtomicBoolean asked = new AtomicBoolean();

    private Stop() {}

    static void inGoodOrder() {
        Stop stop = new Stop();
        try {
            Signal.handle(new Signal("TERM"), stop::come);
            Signal.handle(new Signal("INT"), stop::come);
        } catch (IllegalArgumentException notOurs) {
            // With -Xrs somebody else looks after signals, and ends the process as they see fit.
        }
    }

    private void come(Signal signal) {
        if (asked.compareAndSet(false, true)) {
            closeApplication();
        }
        System.exit(SIGNALLED + signal.getNumber());
    }

    private static void closeApplication() {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        try {
            server.invoke(new ObjectName(APPLICATION), "closeForGood", null, null);
        } catch (InstanceNotFoundException notThere) {
            // It does not serve yet, or no more.
        } catch (JMException | RuntimeException e) {
            System.err.println("The gateway stops without waiting for what it does: " + e);
        }
    }
}
