package aigateway.launch;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * What Micro unpacks for as long as it runs: 170 megabytes of temporary files, which it deletes when it ends in good order.
 * A process that ends at once, as one does that cannot start, would leave them, and more at each attempt.
 */
final class Leftovers implements LeftoversMBean {

    private static final String NAME = "ai-gateway:type=Leftovers";

    /** Payara's, among the threads that the JVM begins when it ends in good order; it knows each file. */
    private static final String DELETER = "FileDeletionThread";

    /** Where Micro says that it is; somewhere else than here when it was asked to keep it. */
    private static final String RUNTIME = "fish.payara.micro.tmpdir";

    private static final long PATIENCE_MILLIS = 10_000;

    private static final String TEMPORARY = "payaramicro-rt";

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
            for (Thread hook : hooks()) {
                if (hook.getClass().getSimpleName().equals(DELETER)) {
                    hook.start();
                    hook.join(PATIENCE_MILLIS);
                }
            }
        } catch (InterruptedException | ReflectiveOperationException | RuntimeException anotherJdk) {
            // They stay, as after a crash.
        }
        String runtime = System.getProperty(RUNTIME);
        if (runtime != null && new File(runtime).getName().startsWith(TEMPORARY)) {
            deleteAll(Path.of(runtime));
        }
    }

    /** The JVM names them to nobody; Micro's manifest opens the package. */
    private static List<Thread> hooks() throws ReflectiveOperationException {
        Class<?> all = Class.forName("java.lang.ApplicationShutdownHooks");
        Field field = all.getDeclaredField("hooks");
        field.setAccessible(true);
        synchronized (all) {
            return ((Map<?, ?>) field.get(null))
                    .keySet().stream().map(Thread.class::cast).toList();
        }
    }

    /** With what the server has written there meanwhile. */
    private static void deleteAll(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException | RuntimeException goneMeanwhile) {
            // So it should be.
        }
    }
}
