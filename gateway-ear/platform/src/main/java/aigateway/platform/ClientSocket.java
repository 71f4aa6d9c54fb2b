package aigateway.platform;

import jakarta.servlet.ServletRequest;
import java.net.InetSocketAddress;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The two ends of the connection that a request came on. What a request says of its addresses may be what a proxy has
 * written into its headers, where the server has been told to believe them; only a listener of the PROXY protocol says the
 * same of the connection itself.
 */
public record ClientSocket(InetSocketAddress remote, InetSocketAddress local) {

    /** Name of an attribute with a supplier of both ends, where the server's listeners give requests one. */
    static final String ATTRIBUTE = "aigateway.client-socket";

    /** Where nobody asks, or on a server that is none of the known. */
    public static final ClientSocket NONE = new ClientSocket(new InetSocketAddress(0), new InetSocketAddress(0));

    private static final System.Logger LOG = System.getLogger(ClientSocket.class.getName());

    /** To be asked on the request's thread. */
    public static ClientSocket of(ServletRequest request) {
        try {
            if (request.getAttribute(ATTRIBUTE) instanceof Supplier<?> ends) {
                Object[] both = (Object[]) ends.get();
                return of(both[0], both[1]);
            }
            Object connection = HangUp.undertows(request);
            return of(end(connection, "getPeerAddress"), end(connection, "getLocalAddress"));
        } catch (ReflectiveOperationException | RuntimeException another) {
            LOG.log(System.Logger.Level.DEBUG, "This server does not show the ends of its connections", another);
            return NONE;
        }
    }

    private static Object end(Object connection, String method) throws ReflectiveOperationException {
        return connection.getClass().getMethod(method).invoke(connection);
    }

    /** An address of another kind, or of a connection that has gone, is none. */
    private static ClientSocket of(@Nullable Object remote, @Nullable Object local) {
        return remote instanceof InetSocketAddress theirs
                        && local instanceof InetSocketAddress ours
                        && !theirs.isUnresolved()
                        && !ours.isUnresolved()
                ? new ClientSocket(theirs, ours)
                : NONE;
    }
}
