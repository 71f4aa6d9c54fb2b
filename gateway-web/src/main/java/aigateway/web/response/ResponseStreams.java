package aigateway.web.response;

import aigateway.platform.HangUp;
import aigateway.platform.NextRequest;
import aigateway.web.call.Suspension;
import aigateway.web.provider.http.UpstreamThread;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.container.AsyncResponse;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes the streams, and ends their requests when they have ended: on threads of its own, since whoever ends a stream has the
 * next bytes of other streams to bring. Not so an answer that an upstream's thread gives whole: the server listens to
 * its connection again once its request has ended, so a client that asks again at once would wait for another thread. That
 * is left to servers that begin the next request on a thread of their own.
 */
@ApplicationScoped
public class ResponseStreams {

    private static final System.Logger LOG = System.getLogger(ResponseStreams.class.getName());

    private static final long ROUND_SECONDS = 15;

    @Resource
    ManagedThreadFactory threads;

    @Resource
    ManagedScheduledExecutorService scheduler;

    private final Stalled stalled = new Stalled(System::nanoTime);
    private @Nullable ScheduledFuture<?> rounds;

    /** As many answers as come at once wait for the few threads; where a server has stopped these, more are made. */
    private static final int WAITING = 16;

    private static final int MORE = 8;

    private static final String THREADS = "ends streams";

    private ExecutorService resumptions;

    /** A stream is resumed in some ten microseconds, and never waits: few threads are enough. */
    @PostConstruct
    void start() {
        int few = Math.max(1, Runtime.getRuntime().availableProcessors() / 4);
        resumptions = new ThreadPoolExecutor(
                few, few + MORE, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(WAITING), task -> {
                    Thread thread = threads.newThread(task);
                    thread.setName(THREADS);
                    return thread;
                });
        rounds = scheduler.scheduleWithFixedDelay(stalled::look, ROUND_SECONDS, ROUND_SECONDS, TimeUnit.SECONDS);
    }

    @PreDestroy
    void stop() {
        ScheduledFuture<?> running = rounds;
        if (running != null) {
            running.cancel(false);
        }
        resumptions.shutdown();
    }

    /** For a request that JAX-RS has suspended. */
    public ResponseStream of(HttpServletRequest http, AsyncResponse suspended) {
        return of(http, Suspension.of(http, suspended));
    }

    public ResponseStream of(HttpServletRequest http, Suspension suspended) {
        AsyncContext request = http.getAsyncContext();
        HttpServletResponse response = (HttpServletResponse) request.getResponse();
        boolean nextBeginsApart = http.getAttribute(NextRequest.BEGINS_APART) != null;
        // Made now: when an answer has to end for want of memory there is none for this.
        BooleanSupplier ending = suspended::end;
        Runnable end = () -> end(ending);
        ResponseStream.Resumption resumption = whole -> {
            if (whole && nextBeginsApart && UpstreamThread.isCurrent()) {
                end.run();
            } else {
                later(end);
            }
        };
        return new ResponseStream(response, resumption, HangUp.on(request.getRequest()), stalled);
    }

    void later(Runnable resumption) {
        try {
            resumptions.execute(resumption);
        } catch (RuntimeException | OutOfMemoryError fullOrStopping) {
            resumption.run();
        }
    }

    /**
     * @param resumption false, or that the state is none to end in: of a client that has gone the server may have ended
     *     the request, which is nothing to tell of
     */
    static void end(BooleanSupplier resumption) {
        try {
            if (!resumption.getAsBoolean()) {
                LOG.log(System.Logger.Level.DEBUG, "An answer had been ended already");
            }
        } catch (IllegalStateException endedByTheServer) {
            LOG.log(System.Logger.Level.DEBUG, "An answer had been ended by the server", endedByTheServer);
        } catch (RuntimeException unforeseen) {
            LOG.log(System.Logger.Level.WARNING, "An answer was not ended in good order", unforeseen);
        } catch (Error broken) {
            // Whoever brought the answer has those of others to bring.
            LOG.log(System.Logger.Level.ERROR, "An answer could not be ended", broken);
        }
    }
}
