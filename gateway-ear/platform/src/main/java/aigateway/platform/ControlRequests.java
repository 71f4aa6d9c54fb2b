package aigateway.platform;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Stands before whatever may wait for the database: control requests, the console. Only so many of the server's threads
 * may, and the others begin requests to models. A database that is silent, and not gone, keeps each for half a minute.
 * What a page is made of besides waits for nothing, and passes.
 */
public final class ControlRequests implements Filter {

    /** Of the server's 48 threads. Those that wait for slow bodies of such requests are among them. */
    private static final int MOST = 16;

    /** For more that come at once and are answered at once. */
    private static final long PATIENCE_MILLIS = 100;

    /** These hold threads as well. */
    private static final int MOST_PATIENT = 4;

    private static final String RESOURCES = "/jakarta.faces.resource/";

    private static final Semaphore ROOM = Shared.of("control-requests", Semaphore.class, new Semaphore(MOST));
    private static final Semaphore PATIENT =
            Shared.of("patient-control-requests", Semaphore.class, new Semaphore(MOST_PATIENT));

    @Override
    public void doFilter(ServletRequest any, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) any;
        if (request.getRequestURI().contains(RESOURCES)) {
            chain.doFilter(request, response);
            return;
        }
        if (!ROOM.tryAcquire() && !waits()) {
            Refusal.answer(
                    request,
                    (HttpServletResponse) response,
                    HttpServletResponse.SC_SERVICE_UNAVAILABLE,
                    "Too many control requests wait to be answered; what they wait for is slow, the database perhaps."
                            + " Send it again in a while. Requests to models go on meanwhile.",
                    5);
            return;
        }
        try {
            chain.doFilter(request, response);
        } finally {
            ROOM.release();
        }
    }

    /** @return whether there was room soon, which is the request's then */
    private static boolean waits() {
        if (!PATIENT.tryAcquire()) {
            return false;
        }
        try {
            return ROOM.tryAcquire(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            PATIENT.release();
        }
    }
}
