package aigateway.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {

    @TempDir
    Path folder;

    /** Holds a directory until it is ended. */
    public static final class Holder {

        private Holder() {}

        public static void main(String[] arguments) throws Exception {
            try (DataDirectory held = DataDirectory.take(Path.of(arguments[0]))) {
                System.out.println("held " + held);
                System.in.read();
            }
        }
    }

    @Test
    void aDirectoryOfAnotherProcessIsRefusedAndThatProcessNamed() throws Exception {
        Path data = folder.resolve("data");
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        data.toString())
                .redirectErrorStream(true)
                .start();
        try {
            assertThat((char) other.getInputStream().read()).isEqualTo('h');

            assertThatThrownBy(() -> DataDirectory.take(data))
                    .isInstanceOf(DataDirectory.TakenException.class)
                    .hasMessageContaining("by the process " + other.pid())
                    .hasMessageContaining("GATEWAY_DATA_DIR");
        } finally {
            other.destroyForcibly().waitFor();
        }
        DataDirectory.take(data).close();
    }

    @Test
    void aDirectoryThatWasLetGoMayBeTakenAgain() throws Exception {
        DataDirectory.take(folder).close();

        try (DataDirectory again = DataDirectory.take(folder)) {
            assertThat(Files.readString(folder.resolve("process.lock")))
                    .as(again.toString())
                    .isEqualTo(String.valueOf(ProcessHandle.current().pid()));
            assertThatThrownBy(() -> DataDirectory.take(folder)).isInstanceOf(DataDirectory.TakenException.class);
        }
    }

    @Test
    void whatIsMadeIsForItsOwnerAlone() throws Exception {
        Path data = folder.resolve("new/data");
        DataDirectory.take(data).close();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data)))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("process.lock"))))
                .isEqualTo("rw-------");
    }
}
