package aigateway.it;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.it.server.GatewayServer;
import aigateway.it.server.MicroServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The first start tells all that one needs; one that cannot succeed says why, in one line, and ends. */
class StartIT {

    /** What a newcomer copies from the terminal, and nothing besides. */
    @Test
    void whatTheFirstStartPrintsWorks() throws Exception {
        try (GatewayServer server = new MicroServer()) {
            GatewayClient client = new GatewayClient(server.baseUri());
            server.env("GATEWAY_METRICS_TOKEN", "canary-scrape-token").start();
            assertAllOfItAnswers(client);
            String told = server.log();
            String key = printed("Demo key", told);

            String answer = shell(lineOf("curl ", told).strip());
            assertThat(GatewayClient.json(answer)
                            .at("/choices/0/message/content")
                            .asText())
                    .as(answer)
                    .isEqualTo("Hello");
            HttpResponse<String> streamed = client.post(
                    "v1/chat/completions",
                    key,
                    GatewayClient.body("echo/echo", "Hello again", true).toString());
            assertThat(streamed.statusCode()).as(streamed.body()).isEqualTo(200);
            assertThat(streamed.body()).contains("\"content\":\"again\"").endsWith("data: [DONE]\n\n");
            assertThat(client.login(printed("User", told), printed("Password", told))
                            .statusCode())
                    .isEqualTo(200);
            String signIn = printed("Console", told) + "/sign-in";
            assertThat(client.get(signIn, "").statusCode()).isEqualTo(200);

            assertThat(server.log())
                    .as("a start that went well warns of nothing")
                    .doesNotContain("WARNING", "SEVERE");

            for (String page : List.of("metrics", "metrics/", "metrics/base", "metrics;x")) {
                assertThat(client.get(page, "").statusCode()).as(page).isEqualTo(401);
                assertThat(client.get(page, key).statusCode()).as(page).isEqualTo(401);
            }
            assertThat(client.get("metrics", "canary-scrape-token").body()).contains("ai_gateway_traces_waiting");

            server.restart();
            assertAllOfItAnswers(client);

            assertThat(client.chat(key, "echo/echo", "Still there?").statusCode())
                    .isEqualTo(200);
            assertThat(server.log().substring(told.length()))
                    .as("after the restart")
                    .isNotBlank()
                    .doesNotContain("Password", "curl", key);
        }
    }

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

    @ParameterizedTest
    @ValueSource(strings = {"secret.key", "gateway.mv.db", "broker/journal/activemq-data-1.amq"})
    void damagedFileOfTheDataDirectoryIsNamedWithWhatToDo(String name) throws Exception {
        try (GatewayServer server = new MicroServer()) {
            Path file = server.dataDir().resolve(name);
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            Files.writeString(file, "no longer what it was\n".repeat(200));
            server.launch();

            assertEnds(server);
            Path named = name.startsWith("broker") ? server.dataDir().resolve("broker") : file;
            assertThat(server.log())
                    .contains("The gateway cannot start. ", named.toString(), "estore it from a backup")
                    .doesNotContain("Waiting for", "GATEWAY_BROKER_URL", "Password");
        }
    }

    @Test
    void settingsThatCannotBeUsedAreNamedAllAtOnce() throws Exception {
        try (GatewayServer server = new MicroServer()) {
            server.env("GATEWAY_OTLP_GRPC_PORT", "many")
                    .env("GATEWAY_SPANS_DAYS", "0")
                    .env("GATEWAY_STOP_PATIENCE", "6s")
                    .env("MP_JWT_VERIFY_CLOCK_SKEW", "PT5S")
                    .env("ENABLE_OTEL_TRACING", "perhaps")
                    .env("GATEWAY_SMTP_URL", "smtp://me:canary-secret|@relay")
                    .env("GATEWAY_DB_URL", "jdbc:mysql://me:canary-secret@db/gateway")
                    .launch();

            assertEnds(server, "The gateway cannot start. GATEWAY_OTLP_GRPC_PORT is 'many': set it to a port");
            assertThat(server.log())
                    .contains(
                            "GATEWAY_SPANS_DAYS is '0'",
                            "GATEWAY_STOP_PATIENCE is '6s'",
                            "MP_JWT_VERIFY_CLOCK_SKEW is 'PT5S'",
                            "ENABLE_OTEL_TRACING is 'perhaps'",
                            "GATEWAY_SMTP_URL cannot be used",
                            "GATEWAY_DB_URL cannot be used")
                    .doesNotContain("canary-secret");
        }
    }

    @Test
    void brokerThatIsNoAddressIsNamed() throws Exception {
        try (GatewayServer server = new MicroServer()) {
            server.env("GATEWAY_BROKER_URL", "tcp://me:canary-secret@broker").launch();

            assertEnds(
                    server, "The gateway cannot start. GATEWAY_BROKER_URL cannot be used: set it to tcp://host:port");
            assertThat(server.log()).doesNotContain("canary-secret");
        }
    }

    @Test
    void applicationThatCannotStartEndsTheProcessAndSaysWhereToLook() {
        try (GatewayServer server = new MicroServer()) {
            server.env("MP_JWT_VERIFY_ISSUER", "https://id.example")
                    .env("MP_JWT_VERIFY_PUBLICKEY_LOCATION", "/nowhere/many.pem")
                    .launch();

            assertEnds(server);
            assertThat(server.log())
                    .contains("The gateway cannot start. The server could not deploy the gateway")
                    .containsPattern("The lines with SEVERE above say why, the first of them:\\R.*many");
        }
    }

    /** The console is an application of its own on Micro, and reads the same. */
    @Test
    void manifestThatIsRefusedIsToldOnce(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("gateway.yaml"), "type: team\nname: payments\nmembres: []\n");
        try (GatewayServer server = new MicroServer()) {
            server.env("GATEWAY_CONFIG", file.toString()).start();
            GatewayClient client = new GatewayClient(server.baseUri());
            assertAllOfItAnswers(client);

            assertThat(server.log())
                    .containsOnlyOnce("GATEWAY_CONFIG is refused")
                    .containsOnlyOnce("membres");
        }
    }

    /** Whoever waited for readiness waits for nothing more. */
    private static void assertAllOfItAnswers(GatewayClient client) {
        assertThat(client.get("v1/models", "").statusCode()).isEqualTo(401);
        assertThat(client.get("admin/sign-in", "").statusCode()).isEqualTo(200);
    }

    /** The value beside a name on the terminal. */
    private static String printed(String name, String told) {
        return lineOf(name, told).strip().substring(name.length()).strip();
    }

    private static String lineOf(String beginning, String told) {
        List<String> lines =
                told.lines().filter(line -> line.strip().startsWith(beginning)).toList();
        assertThat(lines)
                .as("lines that begin with '%s' in:%n%s", beginning, told)
                .hasSize(1);
        return lines.get(0);
    }

    /** @return what a shell prints that is given the line as it is */
    private static String shell(String line) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sh", "-c", line)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("%s%n%s", line, output).isZero();
        return output;
    }

    private static void assertEnds(GatewayServer server) {
        Wait.until("the process has ended", Duration.ofSeconds(90), () -> {
            TimeUnit.MILLISECONDS.sleep(200);
            return !server.process().isAlive();
        });
    }

    private static void assertEnds(GatewayServer server, String named) throws IOException {
        assertEnds(server);
        assertThat(server.log()).contains(named).doesNotContain("\tat ");
        assertThat(server.log().lines().count()).as(server.log()).isLessThan(6);
    }
}
