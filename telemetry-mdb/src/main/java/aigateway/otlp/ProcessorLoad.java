package aigateway.otlp;

import java.lang.management.ManagementFactory;
import java.util.function.DoubleSupplier;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * How busy the machine's processors were since this was asked last, 0 to 1; in a container it is the container's share
 * that counts. Where others keep them busy, waiting would free nothing: the machine is taken for idle, as is one that
 * does not tell.
 */
final class ProcessorLoad implements DoubleSupplier {

    private final MBeanServer platform = ManagementFactory.getPlatformMBeanServer();

    /** Of all processors: below this it is not this process that keeps them busy. */
    private static final double OWN_SHARE = 0.3;

    @Override
    public double getAsDouble() {
        double machine = load("CpuLoad");
        return load("ProcessCpuLoad") < OWN_SHARE ? 0 : machine;
    }

    private double load(String whose) {
        try {
            Object load = platform.getAttribute(new ObjectName("java.lang:type=OperatingSystem"), whose);
            return load instanceof Double known && known >= 0 ? known : 0;
        } catch (JMException e) {
            return 0;
        }
    }
}
