package aigateway.it.server;

import java.io.IOException;

/** A server that was there before the application, and outlives it. */
public interface ApplicationServer extends GatewayServer {

    /** Takes the application away and brings it again, as an upgrade does; the server goes on. */
    void redeploy() throws IOException, InterruptedException;
}
