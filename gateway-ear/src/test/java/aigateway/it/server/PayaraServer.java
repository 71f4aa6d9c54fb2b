package aigateway.it.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A domain of its own on the unpacked distribution, set up with the script that operators use. */
public final class PayaraServer extends ServerProcess implements ApplicationServer {

    private static final Path ASADMIN = TARGET.resolve("servers/payara6/bin/asadmin");
    /** Payara's HTTP port is this far from a domain's port base. */
    private static final int HTTP_OFFSET = 80;

    private static final int ADMIN_OFFSET = 48;

    /** From the HTTP port to those of administration, HTTPS, JMS, IIOP, JMX, the shell and the debugger. */
    private static final int[] OTHER_PORTS = {-32, 1, -4, -43, -42, -41, 6, -14, -71};

    private final int portBase = port() - HTTP_OFFSET;

    public PayaraServer() {
        super("payara", OTHER_PORTS);
    }

    @Override
    void install() throws IOException, InterruptedException {
        tool(
                ASADMIN.toString(),
                "create-domain",
                "--nopassword",
                "--domaindir",
                directory().toString(),
                "--portbase",
                String.valueOf(portBase),
                "gateway");
    }

    @Override
    List<String> command() {
        return List.of(
                ASADMIN.toString(),
                "start-domain",
                "--verbose",
                "--domaindir",
                directory().toString(),
                "gateway");
    }

    @Override
    void deploy() throws IOException, InterruptedException {
        awaitAdministration();
        asadmin(
                "multimode",
                "--file",
                SERVERS.resolve("payara/configure.asadmin").toString());
        asadmin("restart-domain", "--domaindir", directory().toString(), "gateway");
        asadmin(
                "deploy",
                "--name",
                "activemq-ra",
                TARGET.resolve("activemq-ra.rar").toString());
        asadmin(
                "deploy",
                "--name",
                "ai-gateway",
                TARGET.resolve("ai-gateway.ear").toString());
    }

    @Override
    public void redeploy() throws IOException, InterruptedException {
        asadmin(
                "redeploy",
                "--name",
                "ai-gateway",
                TARGET.resolve("ai-gateway.ear").toString());
        awaitReady();
    }

    private void awaitAdministration() throws InterruptedException {
        while (!log().contains("startup time")) {
            Thread.sleep(500);
        }
    }

    private void asadmin(String... arguments) throws IOException, InterruptedException {
        String[] command = new String[arguments.length + 3];
        command[0] = ASADMIN.toString();
        command[1] = "--port";
        command[2] = String.valueOf(portBase + ADMIN_OFFSET);
        System.arraycopy(arguments, 0, command, 3, arguments.length);
        tool(command);
    }
}
