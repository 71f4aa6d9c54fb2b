package aigateway.it.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** A base directory of its own on the unpacked distribution, set up with the script that operators use. */
public final class WildFlyServer extends ServerProcess implements ApplicationServer {

    private static final Path HOME = TARGET.resolve("servers/wildfly-39.0.1.Final");
    private static final int HTTP = 8080;
    /** From the HTTP port to those of management, HTTPS, AJP, IIOP and transactions. */
    private static final int MANAGEMENT = 1910;

    private static final int[] OTHER_PORTS = {MANAGEMENT, 363, -71, -4552, -4551, -3368, -3367};

    private static final Duration DEPLOYMENT = Duration.ofMinutes(2);

    private boolean deploys = true;
    private boolean brokerIsOutside;

    public WildFlyServer() {
        super("wildfly", OTHER_PORTS);
        env("JBOSS_HOME", HOME.toString());
        env("JAVA_OPTS", "-Xmx" + HEAP + " -Djava.net.preferIPv4Stack=true -Djboss.server.base.dir=" + base());
    }

    /** Sets the server up and leaves the application to somebody else. */
    public WildFlyServer withoutApplication() {
        deploys = false;
        return this;
    }

    /** A broker outside, as {@code external-broker.cli} wants it. */
    public WildFlyServer withBroker(String host, int port, String user, String password) {
        brokerIsOutside = true;
        env("GATEWAY_BROKER_HOST", host)
                .env("GATEWAY_BROKER_PORT", String.valueOf(port))
                .env("GATEWAY_BROKER_USER", user)
                .env("GATEWAY_BROKER_PASSWORD", password);
        return this;
    }

    public static Path home() {
        return HOME;
    }

    public static Path ear() {
        return TARGET.resolve("ai-gateway.ear");
    }

    public int managementPort() {
        return port() + MANAGEMENT;
    }

    @Override
    void install() throws IOException, InterruptedException {
        copy(HOME.resolve("standalone"), base());
        configure("configure.cli");
        if (brokerIsOutside) {
            configure("external-broker.cli");
        }
        if (deploys) {
            Files.copy(ear(), base().resolve("deployments/ai-gateway.ear"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private void configure(String script) throws IOException, InterruptedException {
        tool(
                HOME.resolve("bin/jboss-cli.sh").toString(),
                "--file=" + SERVERS.resolve("wildfly").resolve(script));
    }

    @Override
    List<String> command() {
        return List.of(
                HOME.resolve("bin/standalone.sh").toString(),
                "-c",
                "standalone-full.xml",
                "-Djboss.server.base.dir=" + base(),
                "-Djboss.socket.binding.port-offset=" + (port() - HTTP));
    }

    @Override
    public void redeploy() throws IOException, InterruptedException {
        Path deployments = base().resolve("deployments");
        Files.delete(deployments.resolve("ai-gateway.ear.deployed"));
        await(deployments.resolve("ai-gateway.ear.undeployed"));
        Files.createFile(deployments.resolve("ai-gateway.ear.dodeploy"));
        await(deployments.resolve("ai-gateway.ear.deployed"));
        awaitReady();
    }

    /** The server says by files how far it is; where it fails there is none of this name, and nothing that answers. */
    private static void await(Path marker) {
        long deadline = System.nanoTime() + DEPLOYMENT.toNanos();
        while (!Files.exists(marker) && System.nanoTime() < deadline) {
            pause();
        }
    }

    private Path base() {
        return directory().resolve("standalone");
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            files.forEach(file -> {
                try {
                    Files.copy(file, to.resolve(from.relativize(file)));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
