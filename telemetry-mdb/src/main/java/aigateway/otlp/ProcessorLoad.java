package aigateway.otlp;

import java.lang.management.ManagementFactory;
import java.util.function.DoubleSupplier;
import java.util.function.ToDoubleFunction;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * How busy the machine's processors were since this was asked last, 0 to 1; in a container it is the container's share
 * that counts. Where others keep them busy, waiting would free nothing: the machine is taken for idle, as is one that
 * does not tell.
 */
final class ProcessorLoad implements DoubleSupplier {

    /** Of all processors: below this it is not this process that keeps them busy. */
    private static final double OWN_SHARE = 0.3;

    private static final MBeanServer PLATFORM = ManagementFactory.getPlatformMBeanServer();

    private final ToDoubleFunction<String> shares;

    ProcessorLoad() {
        this(ProcessorLoad::told);
    }

    /** @param shares what the Java platform's attributes of these names say, 0 to 1 */
    ProcessorLoad(ToDoubleFunction<String> shares) {
        this.shares = shares;
    }

    @Override
    public double getAsDouble() {
        double machine = shares.applyAsDouble("CpuLoad");
        return shares.applyAsDouble("ProcessCpuLoad") < OWN_SHARE ? 0 : machine;
    }

    static double told(String whose) {
        try {
            Object load = PLATFORM.getAttribute(new ObjectName("java.lang:type=OperatingSystem"), whose);
            return load instanceof Double known && known >= 0 ? known : 0;
        } catch (JMException e) {
            return 0;
        }
    }
}
