package aigateway.it.inside;

import aigateway.it.Wait;
import aigateway.it.server.WildFlyServer;
import java.time.Duration;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Runs a WildFly that is set up as operators do, for Arquillian to bring the application to. Registered before it, on
 * both sides of the wire: inside the server there is nothing left to do.
 */
final class EmptyServer implements BeforeAllCallback {

    @Override
    public void beforeAll(ExtensionContext context) {
        if (System.getProperty("jboss.home.dir") == null) {
            Outside.start(context);
        }
    }

    /** What only the side that starts the server has classes for. */
    private static final class Outside {

        static void start(ExtensionContext context) {
            WildFlyServer server = new WildFlyServer().withoutApplication();
            context.getStore(ExtensionContext.Namespace.GLOBAL).put(EmptyServer.class, (AutoCloseable) server::close);
            server.launch();
            Wait.until("WildFly runs", Duration.ofMinutes(3), () -> server.log().contains("WFLYSRV0025"));
            System.setProperty("inside.home", WildFlyServer.home().toString());
            System.setProperty("inside.management.port", String.valueOf(server.managementPort()));
        }
    }
}
