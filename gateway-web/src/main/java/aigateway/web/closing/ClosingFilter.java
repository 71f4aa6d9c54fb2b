package aigateway.web.closing;

import aigateway.call.ErrorType;
import aigateway.web.call.Dialect;
import aigateway.web.call.RequestEnd;
import jakarta.inject.Inject;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Counts requests until their answers have ended, and refuses new ones while the node stops; of its health it tells as long as there is an application. */
public class ClosingFilter implements Filter {

    @Inject
    RunningRequests running;

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!running.begin()) {
            String path = ((HttpServletRequest) request).getRequestURI();
            if (path.startsWith("/health")) {
                chain.doFilter(request, response);
            } else {
                refuse(path, (HttpServletResponse) response);
            }
            return;
        }
        RequestEnd end = RequestEnd.begin(request);
        end.then(running::end);
        boolean goesOn = false;
        try {
            chain.doFilter(request, response);
            goesOn = goesOn(request, end);
        } finally {
            if (!goesOn) {
                end.tell();
            }
        }
    }

    /** Whether its end is still to come, and will be told. */
    private static boolean goesOn(ServletRequest request, RequestEnd end) {
        try {
            if (!request.isAsyncStarted()) {
                return false;
            }
            request.getAsyncContext().addListener(end);
            return true;
        } catch (IllegalStateException ended) {
            // The answer was faster than this thread.
            return false;
        }
    }

    private static void refuse(String path, HttpServletResponse response) throws IOException {
        byte[] body = refusal(Dialect.of(path));
        response.setStatus(ErrorType.UNAVAILABLE.status());
        response.setHeader("Retry-After", "1");
        response.setHeader("Connection", "close");
        response.setContentType("application/json");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    static byte[] refusal(Dialect dialect) {
        return dialect.error(ErrorType.UNAVAILABLE, "This node is stopping. Send the request again, to another.", null);
    }
}
