package aigateway.admin.traces;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Gives every trace an address to share: {@code /traces/} and its id. */
@WebFilter(urlPatterns = "/traces/*", asyncSupported = true)
public class TraceAddresses extends HttpFilter {

    private static final long serialVersionUID = 1L;

    private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");
    private static final Pattern ONE_TRACE = Pattern.compile("/traces/([0-9a-f]{32})/?");

    static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Matcher path = ONE_TRACE.matcher(
                request.getRequestURI().substring(request.getContextPath().length()));
        if (path.matches()) {
            request.getRequestDispatcher("/trace?id=" + path.group(1)).forward(request, response);
        } else {
            chain.doFilter(request, response);
        }
    }
}
