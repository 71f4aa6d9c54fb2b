package aigateway.it.server;

import java.net.URI;
import java.nio.file.Path;

/**
 * The packaged application on one of its servers, in a process of its own with a data directory and a port of its own.
 * What is on disk outlives {@link #kill()} and {@link #restart()}; {@link #close()} ends the process and leaves the
 * files under {@code target/it} to be read.
 */
public interface GatewayServer extends AutoCloseable {

    /** Sets a variable of the server's environment; before {@link #start()} or a restart. */
    GatewayServer env(String name, String value);

    /** Installs what is not there yet, starts, and returns once {@code /health/ready} answers 200. */
    GatewayServer start();

    /** Starts without waiting for the application, for what is to go wrong. */
    GatewayServer launch();

    /** Waits for {@code /health/ready}, failing with the log's end when the server does not get there. */
    GatewayServer awaitReady();

    /** Root of the application, ending in a slash. */
    URI baseUri();

    /** Where it takes OTLP over gRPC. */
    URI grpcUri();

    Path dataDir();

    /** The process that runs the application. */
    ProcessHandle process();

    /** Everything the server has said so far. */
    String log();

    /** Ends the process at once, as {@code kill -9} does. */
    void kill();

    /** Ends the process in good order and starts it again on the same files and port. */
    GatewayServer restart();

    /** Ends the process. */
    @Override
    void close();
}
