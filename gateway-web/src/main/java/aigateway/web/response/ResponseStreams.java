package aigateway.web.response;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Makes the streams, and resumes JAX-RS when they have ended: on threads of its own. Whoever ends a stream brings the
 * answers of others, too, and a resumption takes about as long as an answer: of eight that come at once the last would
 * wait for seven of them.
 */
@ApplicationScoped
public class ResponseStreams {

    private static final System.Logger LOG = System.getLogger(ResponseStreams.class.getName());

    @Resource
    ManagedThreadFactory threads;

    /** As many answers as come at once wait for the few threads; where a server has stopped these, more are made. */
    private static final int WAITING = 16;

    private static final int MORE = 8;

    private ExecutorService resumptions;

    /** A stream is resumed in some ten microseconds, and never waits: few threads are enough. */
    @PostConstruct
    void start() {
        int few = Math.max(1, Runtime.getRuntime().availableProcessors() / 4);
        resumptions = new ThreadPoolExecutor(
                few, few + MORE, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(WAITING), threads);
    }

    @PreDestroy
    void stop() {
        resumptions.shutdown();
    }

    /** For a request that JAX-RS has suspended. */
    public ResponseStream of(HttpServletRequest http, AsyncResponse suspended) {
        HttpServletResponse response =
                (HttpServletResponse) http.getAsyncContext().getResponse();
        return new ResponseStream(response, () -> later(() -> resume(suspended)));
    }

    void later(Runnable resumption) {
        try {
            resumptions.execute(resumption);
        } catch (RejectedExecutionException fullOrStopping) {
            resumption.run();
        }
    }

    /** With a new object each time: JAX-RS changes the one it is given. */
    private static void resume(AsyncResponse suspended) {
        try {
            suspended.resume(Response.noContent().build());
        } catch (RuntimeException endedByTheServer) {
            LOG.log(System.Logger.Level.DEBUG, "An answer had been ended already", endedByTheServer);
        }
    }
}
