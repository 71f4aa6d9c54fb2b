package aigateway.platform;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Stands before whatever may wait for the database: control requests, the console. Only so many of the server's threads
 * may, and the others begin requests to models. A database that is silent, and not gone, keeps each for half a minute.
 */
public final class ControlRequests implements Filter {

    /** Of the server's 48 threads. Those that wait for slow bodies of such requests are among them. */
    private static final int MOST = 20;

    /** For more that come at once and are answered at once. */
    private static final long PATIENCE_MILLIS = 100;

    private static final Semaphore ROOM = Shared.of("control-requests", Semaphore.class, new Semaphore(MOST));

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!enters()) {
            Refusal.answer(
                    (HttpServletResponse) response,
                    HttpServletResponse.SC_SERVICE_UNAVAILABLE,
                    "Too many control requests wait to be answered; the database may be slow. Send it again in a while."
                            + " Requests to models go on meanwhile.",
                    5);
            return;
        }
        try {
            chain.doFilter(request, response);
        } finally {
            ROOM.release();
        }
    }

    private static boolean enters() {
        try {
            return ROOM.tryAcquire(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
