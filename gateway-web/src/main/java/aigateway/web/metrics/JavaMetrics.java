package aigateway.web.metrics;

import aigateway.meter.Metric;
import aigateway.meter.MetricSource;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import javax.management.JMException;
import javax.management.ObjectName;

/** The Java process, under the names that Prometheus' own library for Java gives it. */
final class JavaMetrics implements MetricSource {

    private static final double MILLIS = 1e3;
    private static final double NANOS = 1e9;

    @Override
    public List<Metric> metrics() {
        List<Metric> metrics = new ArrayList<>(List.of(
                memory("jvm_memory_used_bytes", "Memory in use.", MemoryUsage::getUsed),
                memory("jvm_memory_committed_bytes", "Memory taken from the system.", MemoryUsage::getCommitted),
                memory("jvm_memory_max_bytes", "Memory at most; -1 where there is no limit.", MemoryUsage::getMax),
                buffers(),
                collections(
                        "jvm_gc_collection_seconds_count", "Collections.", GarbageCollectorMXBean::getCollectionCount),
                collections(
                        "jvm_gc_collection_seconds_sum",
                        "Time that collections took.",
                        each -> each.getCollectionTime() / MILLIS),
                Metric.single(
                        "process_start_time_seconds",
                        "When the process began, since 1970.",
                        ManagementFactory.getRuntimeMXBean().getStartTime() / MILLIS)));
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        metrics.add(Metric.single("jvm_threads_current", "Threads.", threads.getThreadCount()));
        metrics.add(Metric.single("jvm_threads_peak", "Threads at most so far.", threads.getPeakThreadCount()));
        system(metrics, "process_cpu_seconds_total", "Processor time used.", "ProcessCpuTime", NANOS);
        system(metrics, "process_open_fds", "Open files and sockets.", "OpenFileDescriptorCount", 1);
        return metrics;
    }

    private static Metric memory(String name, String help, ToDoubleFunction<MemoryUsage> figure) {
        var memory = ManagementFactory.getMemoryMXBean();
        return new Metric(
                name,
                Metric.Type.GAUGE,
                help,
                List.of(
                        sample("area", "heap", figure.applyAsDouble(memory.getHeapMemoryUsage())),
                        sample("area", "nonheap", figure.applyAsDouble(memory.getNonHeapMemoryUsage()))));
    }

    private static Metric buffers() {
        return new Metric(
                "jvm_buffer_pool_used_bytes",
                Metric.Type.GAUGE,
                "Memory of buffers outside the heap.",
                ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                        .map(pool -> sample("pool", pool.getName(), pool.getMemoryUsed()))
                        .toList());
    }

    private static Metric collections(String name, String help, ToDoubleFunction<GarbageCollectorMXBean> figure) {
        return new Metric(
                name,
                Metric.Type.COUNTER,
                help,
                ManagementFactory.getGarbageCollectorMXBeans().stream()
                        .map(each -> sample("gc", each.getName(), figure.applyAsDouble(each)))
                        .toList());
    }

    private static Metric.Sample sample(String label, String of, double value) {
        return new Metric.Sample("", Map.of(label, of), value);
    }

    /** Left out where the system does not tell. */
    private static void system(List<Metric> metrics, String name, String help, String attribute, double unit) {
        try {
            Object told = ManagementFactory.getPlatformMBeanServer()
                    .getAttribute(new ObjectName("java.lang:type=OperatingSystem"), attribute);
            if (told instanceof Number number && number.doubleValue() >= 0) {
                metrics.add(Metric.single(name, help, number.doubleValue() / unit));
            }
        } catch (JMException e) {
            // Not every system has it.
        }
    }
}
