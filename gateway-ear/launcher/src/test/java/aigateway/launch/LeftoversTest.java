package aigateway.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.management.JMException;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoversTest {

    private static final int ENDED = 7;

    @TempDir
    Path folder;

    /** Another JVM, since this one is not to end. */
    @Test
    void processThatEndsAtOnceLeavesNoTemporaryFiles() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-opens",
                        "java.base/java.io=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Ending.class.getName(),
                        folder.toString())
                .inheritIO()
                .start();

        assertThat(process.waitFor()).isEqualTo(ENDED);
        assertThat(folder).isEmptyDirectory();
    }

    /** Unpacks, as Micro does, and ends, as an application does that cannot start. */
    public static final class Ending {

        private Ending() {}

        public static void main(String[] arguments) throws IOException, JMException {
            Leftovers.offer();
            File unpacked = Files.createTempDirectory(Path.of(arguments[0]), "payaramicro-rt")
                    .toFile();
            unpacked.deleteOnExit();
            Files.createFile(unpacked.toPath().resolve("server.jar")).toFile().deleteOnExit();
            ManagementFactory.getPlatformMBeanServer()
                    .invoke(new ObjectName("ai-gateway:type=Leftovers"), "delete", null, null);
            Runtime.getRuntime().halt(ENDED);
        }
    }
}
