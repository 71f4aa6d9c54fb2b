package aigateway.web.direct;

import aigateway.audit.Denials;
import aigateway.web.call.FailureAnswer;
import aigateway.web.call.RequestEnd;
import aigateway.web.call.Suspension;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A request that the servlet container has suspended. */
final class ServletSuspension implements Suspension {

    private static final System.Logger LOG = System.getLogger(ServletSuspension.class.getName());

    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final Denials denials;
    private final AsyncContext suspended;
    private final @Nullable RequestEnd end;
    private final AtomicBoolean over = new AtomicBoolean();

    private ServletSuspension(
            HttpServletRequest request, HttpServletResponse response, Denials denials, AsyncContext suspended) {
        this.request = request;
        this.response = response;
        this.denials = denials;
        this.suspended = suspended;
        // Not looked up when it is over: the request may be the next one's by then.
        this.end = RequestEnd.of(request);
    }

    /** Without a time limit: the call has those of its own. */
    static ServletSuspension begin(HttpServletRequest request, HttpServletResponse response, Denials denials) {
        AsyncContext suspended = request.startAsync(request, response);
        suspended.setTimeout(-1);
        return new ServletSuspension(request, response, denials, suspended);
    }

    @Override
    public boolean end() {
        if (!over.compareAndSet(false, true)) {
            return false;
        }
        complete();
        return true;
    }

    @Override
    public void fail(Throwable failure) {
        // First: once it is over, the response may be the next request's.
        if (!over.compareAndSet(false, true)) {
            LOG.log(System.Logger.Level.DEBUG, "A request failed that was over", failure);
            return;
        }
        try {
            tell(failure);
        } finally {
            try {
                complete();
            } catch (IllegalStateException endedByTheServer) {
                LOG.log(System.Logger.Level.DEBUG, "A request had been ended by the server", endedByTheServer);
            }
        }
    }

    private void tell(Throwable failure) {
        try {
            if (!response.isCommitted()) {
                FailureAnswer.of(failure, request, denials).write(response);
            }
        } catch (IOException gone) {
            LOG.log(System.Logger.Level.DEBUG, "A client left before its answer", gone);
        } catch (RuntimeException | Error untold) {
            LOG.log(System.Logger.Level.ERROR, "A failure could not be told", untold);
            if (!response.isCommitted()) {
                response.resetBuffer();
                response.setStatus(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
            }
        }
    }

    private void complete() {
        try {
            suspended.complete();
        } finally {
            if (end != null) {
                // Of a connection that was closed meanwhile a container may tell no listener.
                end.tell();
            }
        }
    }
}
