package aigateway.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChecksTest {

    @TempDir
    Path directory;

    @Test
    void freePortAndWritableDirectoryGiveNoComplaint() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }

        assertThat(Checks.complaint(List.of("--port", String.valueOf(port)), directory.resolve("new")))
                .isEmpty();
    }

    @Test
    void directoryIsMadeForItsOwnerAlone() throws Exception {
        Path data = directory.resolve("data");

        assertThat(Checks.complaint(List.of("--port", "1", "--autoBindHttp"), data))
                .isEmpty();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data)))
                .isEqualTo("rwx------");
    }

    @Test
    void portInUseIsNamedWithTheOptionThatHelps() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            String port = String.valueOf(socket.getLocalPort());

            assertThat(Checks.complaint(List.of("--port", port), directory))
                    .hasValueSatisfying(text -> assertThat(text).contains(port).contains("--port N"));
        }
    }

    @Test
    void portMustBeANumber() {
        assertThat(Checks.complaint(List.of("--port", "eighty"), directory))
                .hasValueSatisfying(text -> assertThat(text).contains("eighty"));
        assertThat(Checks.complaint(List.of("--port", "70000"), directory)).isPresent();
    }

    @Test
    void unwritableDirectoryIsNamedWithItsSetting() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));

        assertThat(Checks.complaint(List.of("--port", "1", "--autoBindHttp"), file.resolve("data")))
                .hasValueSatisfying(text -> assertThat(text).contains("GATEWAY_DATA_DIR"));
    }
}
