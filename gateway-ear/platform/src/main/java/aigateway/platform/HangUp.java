package aigateway.platform;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import java.io.Closeable;
import java.io.IOException;

/**
 * Cuts a client's connection, whatever is still to be written to it. Servlets have no word for that: to end an answer is
 * to wait until the client has taken the rest of it.
 */
public final class HangUp {

    /** Name of an attribute with what cuts a request's connection, where the server's listeners give requests one. */
    static final String ATTRIBUTE = "aigateway.hang-up";

    private static final System.Logger LOG = System.getLogger(HangUp.class.getName());

    private static final Closeable NONE = () -> {};

    private HangUp() {}

    /**
     * To be asked on the request's thread, and run before the request has ended: its connection may be another request's
     * then. Does nothing on a server that is none of the known.
     */
    public static Runnable on(ServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof Runnable known) {
            return known;
        }
        // Looked up now: a connection may have to be cut because there is no memory for anything.
        Closeable connection = connection(request);
        return () -> close(connection);
    }

    private static Closeable connection(ServletRequest request) {
        try {
            return (Closeable) undertows(request);
        } catch (ReflectiveOperationException | RuntimeException another) {
            LOG.log(System.Logger.Level.DEBUG, "This server does not show its connections", another);
            return NONE;
        }
    }

    /** Undertow's connection, by its names, which are no deployment's to see. */
    static Object undertows(ServletRequest request) throws ReflectiveOperationException {
        ServletRequest own = request;
        while (own instanceof ServletRequestWrapper wrapper) {
            own = wrapper.getRequest();
        }
        Object exchange = own.getClass().getMethod("getExchange").invoke(own);
        return exchange.getClass().getMethod("getConnection").invoke(exchange);
    }

    private static void close(Closeable connection) {
        try {
            connection.close();
        } catch (IOException | RuntimeException closed) {
            // A connection that began as HTTP/1.1 and went on as HTTP/2 has no channel of its first request to end.
            LOG.log(System.Logger.Level.DEBUG, "The connection was no connection any more", closed);
        }
    }
}
