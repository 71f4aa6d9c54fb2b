package aigateway.platform;

import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.Grizzly;
import org.glassfish.grizzly.attributes.Attribute;
import org.glassfish.grizzly.filterchain.Filter;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.NextAction;
import org.glassfish.grizzly.http.HttpContent;
import org.glassfish.grizzly.http.HttpHeader;
import org.glassfish.grizzly.http.HttpRequestPacket;
import org.glassfish.grizzly.http.Protocol;
import org.glassfish.grizzly.threadpool.GrizzlyExecutorService;

/**
 * Lets no request begin but on the threads that the server has for that. One that came in one piece with the request
 * before it begins, in Payara, on the thread that ends the answer to that one. Where that answer is asynchronous, it is a
 * thread that brings the answers of others, too: they would wait while this request waits for its body.
 */
final class PipelinedRequests extends ForwardingFilter {

    /** Where the server's last filter notes a request that has begun. */
    private static final Attribute<Object> BEGUN =
            Grizzly.DEFAULT_ATTRIBUTE_BUILDER.createAttribute("HttpServerFilter.Request");

    /** Whether what this thread runs has been handed to it: the name of a pool of another kind says nothing. */
    private static final ThreadLocal<Boolean> HANDED_ON = ThreadLocal.withInitial(() -> false);

    private final ExecutorService own;
    private final String ownNames;

    /** @param own the listener's threads for requests */
    PipelinedRequests(Filter filter, ExecutorService own) {
        super(filter);
        this.own = own;
        this.ownNames = own instanceof GrizzlyExecutorService pool
                ? pool.getConfiguration().getPoolName() + '('
                : "not to be known by their names";
    }

    @Override
    public NextAction handleRead(FilterChainContext context) throws IOException {
        HttpHeader request = ((HttpContent) context.getMessage()).getHttpHeader();
        if (!isOwnThread() && !isAwaited(context) && !hasBegun(request)) {
            // Nobody waits for the answer of a client that has gone, or has been sent away.
            return context.getConnection().isOpen() ? handOn(context) : context.getStopAction();
        }
        if (request instanceof HttpRequestPacket http && http.getProtocol() != Protocol.HTTP_2_0) {
            http.setAttribute(NextRequest.BEGINS_APART, true);
            Connection<?> connection = context.getConnection();
            // Not closed in good order, which waits for the client to take what is being written.
            Runnable hangUp = connection::terminateSilently;
            http.setAttribute(HangUp.ATTRIBUTE, hangUp);
            Supplier<Object[]> ends = () -> new Object[] {connection.getPeerAddress(), connection.getLocalAddress()};
            http.setAttribute(ClientSocket.ATTRIBUTE, ends);
        }
        return super.handleRead(context);
    }

    private boolean isOwnThread() {
        return Thread.currentThread().getName().startsWith(ownNames) || HANDED_ON.get();
    }

    /** Somebody who reads a request's body waits for more of it, on this thread. */
    private static boolean isAwaited(FilterChainContext context) {
        return context.getTransportContext().isBlocking();
    }

    /** Then this is more of its body. */
    private static boolean hasBegun(HttpHeader request) {
        return BEGUN.isSet(request.getProcessingState().getHttpContext());
    }

    private NextAction handOn(FilterChainContext context) throws IOException {
        NextAction suspended = context.getSuspendAction();
        context.suspend();
        try {
            own.execute(() -> goOn(context));
        } catch (RejectedExecutionException full) {
            throw new IOException("The server has no thread for a request", full);
        }
        return suspended;
    }

    private static void goOn(FilterChainContext context) {
        HANDED_ON.set(true);
        try {
            context.resume();
        } finally {
            HANDED_ON.remove();
        }
    }
}
