package aigateway.otlp;

import java.lang.management.ManagementFactory;
import java.util.function.DoubleSupplier;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * How busy the machine's processors were since this was asked last, 0 to 1; in a container it is the container's share
 * that counts. A machine that does not tell is taken for idle.
 */
final class ProcessorLoad implements DoubleSupplier {

    private final MBeanServer platform = ManagementFactory.getPlatformMBeanServer();

    @Override
    public double getAsDouble() {
        try {
            Object load = platform.getAttribute(new ObjectName("java.lang:type=OperatingSystem"), "CpuLoad");
            return load instanceof Double known && known >= 0 ? known : 0;
        } catch (JMException e) {
            return 0;
        }
    }
}
