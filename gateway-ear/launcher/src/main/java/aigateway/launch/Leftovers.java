package aigateway.launch;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * What Micro unpacks for as long as it runs: 170 megabytes of temporary files, which the JVM deletes when it ends in good
 * order. A process that ends at once, as one does that cannot start, would leave them, and more at each attempt.
 */
final class Leftovers implements LeftoversMBean {

    private static final String NAME = "ai-gateway:type=Leftovers";

    /** What the JDK does with each {@link File#deleteOnExit}; Micro's manifest opens its package. */
    private static final String HOOK = "java.io.DeleteOnExitHook";

    /** From now on whoever ends the process can delete them. */
    static void offer() {
        try {
            ManagementFactory.getPlatformMBeanServer().registerMBean(new Leftovers(), new ObjectName(NAME));
        } catch (JMException nobodyCanAsk) {
            System.err.println("What is unpacked is not deleted if the start fails: " + nobodyCanAsk);
        }
    }

    @Override
    public void delete() {
        try {
            Method run = Class.forName(HOOK).getDeclaredMethod("runHooks");
            run.setAccessible(true);
            run.invoke(null);
        } catch (ReflectiveOperationException | RuntimeException anotherJdk) {
            // They stay, as after a crash.
        }
    }
}
