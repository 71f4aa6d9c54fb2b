package aigateway.web.telemetry;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Gives every answer of the application the id of its trace, its caller's or a new one, so that nobody has to know which
 * answers have one. A call says its own instead; of what is none, or is refused before it is known to be one, nothing is
 * found under a new id.
 */
public class TraceIds implements Filter {

    public static final String HEADER = "x-tfy-trace-id";

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        ((HttpServletResponse) response).setHeader(HEADER, traceId((HttpServletRequest) request));
        chain.doFilter(request, response);
    }

    private static String traceId(HttpServletRequest request) {
        TraceContext caller = TraceContext.of(request);
        TraceParent parent = caller == null ? null : TraceParent.parse(caller.traceparent());
        return (parent == null ? TraceParent.random() : parent).traceId();
    }
}
