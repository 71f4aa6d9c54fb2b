package aigateway.platform;

import java.util.List;
import java.util.function.Function;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.filterchain.BaseFilter;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.NextAction;
import org.glassfish.grizzly.http.HttpContent;
import org.glassfish.grizzly.http.HttpRequestPacket;
import org.glassfish.grizzly.http.HttpResponsePacket;
import org.glassfish.grizzly.http.util.HttpStatus;
import org.glassfish.grizzly.memory.Buffers;

/** Lets no request through to applications that end: Payara answers what comes to one that is half gone with 200 and nothing. */
final class ClosedListener extends BaseFilter {

    /** Loaded now: when they are needed the application's class loader may have been stopped, and loads nothing. */
    static final List<Class<?>> NEEDED =
            List.of(Buffers.class, HttpContent.Builder.class, HttpResponsePacket.class, HttpStatus.class);

    private final Function<String, byte[]> words;

    /** @param words why not, as JSON, to whoever asked for a path */
    ClosedListener(Function<String, byte[]> words) {
        this.words = words;
    }

    @Override
    public NextAction handleRead(FilterChainContext context) {
        Connection<?> connection = context.getConnection();
        if (((HttpContent) context.getMessage()).getHttpHeader() instanceof HttpRequestPacket request
                && connection.isOpen()
                && !request.getResponse().isCommitted()) {
            byte[] body = words.apply(request.getRequestURI());
            HttpResponsePacket response = request.getResponse();
            response.setStatus(HttpStatus.SERVICE_UNAVAILABLE_503);
            response.setHeader("Retry-After", "1");
            response.setHeader("Connection", "close");
            response.setContentType("application/json");
            response.setContentLength(body.length);
            context.write(HttpContent.builder(response)
                    .content(Buffers.wrap(null, body))
                    .last(true)
                    .build());
        }
        connection.closeSilently();
        return context.getStopAction();
    }
}
