package aigateway.web.call;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The servlet's request behind the call of a resource, on the thread that calls it. Elsewhere it is a parameter, as is the
 * custom; but to inject one Jersey makes several objects, which is a twentieth of what a chat completion costs.
 */
public final class CurrentRequest implements Filter {

    private static final ThreadLocal<@Nullable HttpServletRequest> CURRENT = new ThreadLocal<>();

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        CURRENT.set((HttpServletRequest) request);
        try {
            chain.doFilter(request, response);
        } finally {
            CURRENT.remove();
        }
    }

    /** @throws IllegalStateException asked on another thread, or of a path that {@code web.xml} does not send here */
    public static HttpServletRequest get() {
        HttpServletRequest request = CURRENT.get();
        if (request == null) {
            throw new IllegalStateException("No request is being handled by this thread");
        }
        return request;
    }
}
