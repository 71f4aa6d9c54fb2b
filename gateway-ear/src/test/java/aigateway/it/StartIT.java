package aigateway.it;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.it.server.GatewayServer;
import aigateway.it.server.MicroServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A start that cannot succeed says why, in one line, and ends. */
class StartIT {

    @Test
    void portInUseIsNamed() throws Exception {
        try (GatewayServer server = new MicroServer();
                ServerSocket taken = new ServerSocket(server.baseUri().getPort())) {
            server.launch();

            assertEnds(server, String.valueOf(taken.getLocalPort()));
        }
    }

    @Test
    void directoryThatCannotBeWrittenIsNamed(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("a-file"), "in the way");
        try (GatewayServer server = new MicroServer()) {
            server.env("GATEWAY_DATA_DIR", file.resolve("data").toString()).launch();

            assertEnds(server, "GATEWAY_DATA_DIR");
        }
    }

    private static void assertEnds(GatewayServer server, String named) throws IOException {
        Wait.until("the process has ended", Duration.ofSeconds(60), () -> {
            TimeUnit.MILLISECONDS.sleep(200);
            return !server.process().isAlive();
        });
        assertThat(server.log()).contains(named).doesNotContain("\tat ");
        assertThat(server.log().lines().count()).as(server.log()).isLessThan(6);
    }
}
