package aigateway.it.server;

import java.util.List;

/** {@code java -jar ai-gateway.jar --port N}, as the README says. */
public final class MicroServer extends ServerProcess {

    public MicroServer() {
        super("micro");
    }

    @Override
    List<String> command() {
        return List.of(
                java(),
                "-Xmx" + HEAP,
                "-jar",
                TARGET.resolve("ai-gateway.jar").toString(),
                "--port",
                String.valueOf(port()));
    }
}
