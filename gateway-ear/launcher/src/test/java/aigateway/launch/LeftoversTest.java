package aigateway.launch;

import static org.assertj.core.api.Assertions.assertThat;

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

    @Test
    void processThatEndsAtOnceLeavesNothingThatWasUnpacked() throws Exception {
        endAnother("payaramicro-rt1tmp");

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void whatWasToBeKeptStays() throws Exception {
        endAnother("kept");

        assertThat(folder.resolve("kept/config/domain.xml")).exists();
        assertThat(folder.resolve("app1tmp")).doesNotExist();
    }

    /** Another JVM, since this one is not to end. */
    private void endAnother(String runtime) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-opens",
                        "java.base/java.lang=ALL-UNNAMED",
                        "-Dfish.payara.micro.tmpdir=" + folder.resolve(runtime),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Ending.class.getName(),
                        folder.toString())
                .inheritIO()
                .start();
        assertThat(process.waitFor()).isEqualTo(ENDED);
    }

    /** Unpacks, as Micro does, and ends, as an application does that cannot start. */
    public static final class Ending {

        private Ending() {}

        public static void main(String[] arguments) throws IOException, JMException {
            Leftovers.offer();
            Path application = Files.createFile(Path.of(arguments[0], "app1tmp"));
            Runtime.getRuntime().addShutdownHook(new FileDeletionThread(application));
            Path config = Path.of(System.getProperty("fish.payara.micro.tmpdir"), "config");
            Files.createFile(Files.createDirectories(config).resolve("domain.xml"));
            ManagementFactory.getPlatformMBeanServer()
                    .invoke(new ObjectName("ai-gateway:type=Leftovers"), "delete", null, null);
            Runtime.getRuntime().halt(ENDED);
        }
    }

    /** Payara's is called so. */
    private static final class FileDeletionThread extends Thread {

        private final Path file;

        FileDeletionThread(Path file) {
            this.file = file;
        }

        @Override
        public void run() {
            assertThat(file.toFile().delete()).isTrue();
        }
    }
}
