package aigateway.platform;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Lets a request whose body comes in chunks be the last of its connection. It may have had a length, too, of which Payara
 * says nothing once it has gone by the chunks; a proxy in front that went by the length would take what follows for the
 * body, and the server for another request: of whoever wrote the body, in the name of whoever comes next. Payara sends
 * that request's answer to nobody, but begins with it while the first is still waited for, so it is turned away here.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112#section-6.1">RFC 9112, 6.1</a>
 */
public final class ChunkedRequests implements Filter {

    /** What follows is there already, so the latest are enough, and those for a while. */
    private static final int REMEMBERED = 1_000;

    private static final long WHILE_NANOS = 60_000_000_000L;

    /** Names of connections, oldest first. What follows may be for another web application. */
    @SuppressWarnings("unchecked")
    private static final Set<String> ENDING =
            Shared.of("ending-connections", Set.class, Collections.synchronizedSet(new LinkedHashSet<>()));

    /** Until then, of {@link System#nanoTime}, somebody may be remembered; asked first, since most requests come with a length, and need no lock. */
    private static final AtomicLong UNTIL =
            Shared.of("ending-until", AtomicLong.class, new AtomicLong(System.nanoTime()));

    @Override
    public void doFilter(ServletRequest any, ServletResponse answer, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) any;
        HttpServletResponse response = (HttpServletResponse) answer;
        boolean follows = System.nanoTime() - UNTIL.get() < 0 && ENDING.contains(connection(request));
        boolean chunked = request.getHeader("Transfer-Encoding") != null;
        if (follows || chunked) {
            response.setHeader("Connection", "close");
        }
        if (follows) {
            response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
            return;
        }
        if (chunked) {
            remember(connection(request));
            UNTIL.set(System.nanoTime() + WHILE_NANOS);
        }
        chain.doFilter(request, response);
    }

    private static void remember(String connection) {
        synchronized (ENDING) {
            ENDING.add(connection);
            if (ENDING.size() > REMEMBERED) {
                Iterator<String> oldest = ENDING.iterator();
                oldest.next();
                oldest.remove();
            }
        }
    }

    /** A server may use a number again, but hardly for the same port. */
    private static String connection(HttpServletRequest request) {
        return request.getServletConnection().getConnectionId() + ' ' + request.getRemotePort();
    }
}
