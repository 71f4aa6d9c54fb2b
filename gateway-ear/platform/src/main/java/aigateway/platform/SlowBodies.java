package aigateway.platform;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/**
 * Stands where a body is read by a thread that waits for it: forms, control requests. Only so many threads may wait for
 * what has not come yet, and only for so long; whoever comes beyond is sent away, and the other threads are there for
 * everybody else. One room for all web applications, since they share the server's threads.
 */
public final class SlowBodies implements Filter {

    static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final Semaphore ROOM = Shared.of("slow-bodies", Semaphore.class, new Semaphore(8));

    @Override
    public void doFilter(ServletRequest any, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) any;
        if (!hasBody(request) || (!isForm(request) && isAllThere(request))) {
            chain.doFilter(request, response);
        } else if (!ROOM.tryAcquire()) {
            refuse(request, (HttpServletResponse) response, HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        } else if (!isForm(request)) {
            try {
                chain.doFilter(new TimedBody(request, PATIENCE), response);
            } finally {
                ROOM.release();
            }
        } else if (readForm(request)) {
            chain.doFilter(request, response);
        } else {
            refuse(request, (HttpServletResponse) response, HttpServletResponse.SC_REQUEST_TIMEOUT);
        }
    }

    private static boolean hasBody(HttpServletRequest request) {
        long length = request.getContentLengthLong();
        return length > 0 || (length < 0 && request.getHeader("Transfer-Encoding") != null);
    }

    private static boolean isForm(HttpServletRequest request) {
        String type = request.getContentType();
        return type != null && type.regionMatches(true, 0, "application/x-www-form-urlencoded", 0, 33);
    }

    /** Not to be asked of a form: a container that has shown the bytes does not read the fields any more. */
    private static boolean isAllThere(HttpServletRequest request) throws IOException {
        long length = request.getContentLengthLong();
        return length > 0 && request.getInputStream().available() >= length;
    }

    /**
     * The container keeps what it has read, so nobody waits for it a second time, nor reads it in another encoding: a
     * browser sends a form in its page's, and does not say which.
     *
     * @return false when it did not come in time
     */
    private static boolean readForm(HttpServletRequest request) throws IOException {
        if (request.getCharacterEncoding() == null) {
            request.setCharacterEncoding(StandardCharsets.UTF_8.name());
        }
        Alarm alarm = Alarm.after(PATIENCE);
        try {
            request.getParameterMap();
            return !alarm.hasRung();
        } finally {
            alarm.close();
            ROOM.release();
        }
    }

    private static void refuse(HttpServletRequest request, HttpServletResponse response, int status)
            throws IOException {
        Refusal.answer(
                request,
                response,
                status,
                "Too many request bodies are coming slowly. Send it again, in one piece.",
                1);
    }
}
