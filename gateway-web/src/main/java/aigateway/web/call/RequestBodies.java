package aigateway.web.call;

import aigateway.call.ErrorType;
import aigateway.call.GatewayException;
import aigateway.platform.HotPath;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.AsyncResponse;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Reads bodies whole, up to the limit. No thread waits for the rest of one that comes slowly.
 *
 * <p>Of one that the container brings piece by piece, the last piece only hands on: the container has yet to look after
 * its request when the listener returns, which would be over and given to the next if it were answered in there.
 */
@HotPath
public class RequestBodies {

    /** Bytes; larger ones are refused. */
    public static final int LIMIT = 32 << 20;

    /** What a client may take at least, and the bytes a second it has to bring beyond that. */
    private static final long PATIENCE_SECONDS = 30;

    private static final long SLOWEST = 64 << 10;

    /**
     * So many threads may wait for a body that is small and about to come; beyond, nobody waits. With those that
     * control requests and telemetry may hold, 44 of the server's 48.
     */
    private static final Semaphore ROOM = new Semaphore(8);

    private static final int SMALL = 64 << 10;

    private static final Duration MOMENT = Duration.ofSeconds(2);

    @Resource
    ManagedThreadFactory factory;

    /** What is done with a body waits for nothing; a hundred clients that break off at once need no thread each. */
    ExecutorService threads;

    @PostConstruct
    void start() {
        int few = Math.max(2, Runtime.getRuntime().availableProcessors());
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(few, few, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory);
        pool.allowCoreThreadTimeOut(true);
        threads = pool;
    }

    @PreDestroy
    void stop() {
        threads.shutdown();
    }

    /**
     * Calls on with the body, at once when all of it is there, which is the rule, and else from a managed
     * thread. What is thrown there is the answer.
     */
    public void read(HttpServletRequest request, AsyncResponse suspended, Consumer<byte[]> then) {
        read(request, Suspension.of(request, suspended), UnaryOperator.identity(), then);
    }

    /** @param told of each refusal, before it is the answer */
    public void read(
            HttpServletRequest request,
            Suspension suspended,
            UnaryOperator<GatewayException> told,
            Consumer<byte[]> then) {
        try {
            tryToRead(request, suspended, told, then);
        } catch (GatewayException refused) {
            throw told.apply(refused);
        }
    }

    private void tryToRead(
            HttpServletRequest request,
            Suspension suspended,
            UnaryOperator<GatewayException> told,
            Consumer<byte[]> then) {
        String encoding = request.getHeader("Content-Encoding");
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw new GatewayException(
                    ErrorType.UNSUPPORTED_MEDIA_TYPE, "The request body is encoded. Send it uncompressed.");
        }
        long declared = request.getContentLengthLong();
        if (declared > LIMIT) {
            throw tooLarge();
        }
        BodyMemory.Share share = BodyMemory.SHARED.share(request, declared);
        try {
            ServletInputStream in = request.getInputStream();
            // A place for all of it now: bodies that find theirs taken half-way would turn each other away.
            share.grow(Math.max(0, declared));
            if (declared >= 0 && in.available() >= declared) {
                then.accept(in.readNBytes((int) declared));
                return;
            }
            if (declared >= 0 && declared <= SMALL && ROOM.tryAcquire()) {
                byte[] small;
                try {
                    small = soon(in, (int) declared);
                } finally {
                    ROOM.release();
                }
                then.accept(small);
                return;
            }
            CompletableFuture<byte[]> whole = new CompletableFuture<>();
            BodyListener body = new BodyListener(in, (int) declared, share, whole);
            if (declared < 0 && ROOM.tryAcquire()) {
                // Of a client that sends in chunks the first of them, and mostly all, are a moment away, too.
                try {
                    body.begin(SMALL, MOMENT, Duration.ofSeconds(PATIENCE_SECONDS));
                } finally {
                    ROOM.release();
                }
                if (whole.isDone()) {
                    then.accept(whole.join());
                    return;
                }
            }
            // The time is measured from here, and not between bytes: one byte a second is not progress.
            whole.orTimeout(PATIENCE_SECONDS + (declared < 0 ? LIMIT : declared) / SLOWEST, TimeUnit.SECONDS)
                    .whenComplete((bytes, failure) -> handOn(() -> goOn(bytes, failure, suspended, told, then)));
            in.setReadListener(body);
        } catch (IOException gone) {
            throw broken(gone);
        }
    }

    /** Whatever is thrown is an answer: nobody else gives one. */
    private static void goOn(
            byte[] bytes,
            @Nullable Throwable failure,
            Suspension suspended,
            UnaryOperator<GatewayException> told,
            Consumer<byte[]> then) {
        try {
            try {
                if (failure != null) {
                    throw answer(failure);
                }
                then.accept(bytes);
            } catch (GatewayException refused) {
                suspended.fail(told.apply(refused));
            }
        } catch (Throwable broken) {
            suspended.fail(broken);
        }
    }

    private void handOn(Runnable rest) {
        try {
            threads.execute(rest);
        } catch (RuntimeException | OutOfMemoryError noThread) {
            rest.run();
        }
    }

    /** Of a client that sends head and body apart the body is a moment away: less than it takes to change threads. */
    private static byte[] soon(ServletInputStream in, int length) throws IOException {
        byte[] bytes = new byte[length];
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        for (int read = 0, more; read < length; read += more) {
            more = in.read(bytes, read, length - read);
            if (more < 0) {
                throw new EOFException("the body is shorter than its length");
            }
            if (System.nanoTime() - deadline > 0) {
                throw tooSlow();
            }
        }
        return bytes;
    }

    private static Throwable answer(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof TimeoutException ? tooSlow() : cause;
    }

    static GatewayException tooSlow() {
        return new GatewayException(
                ErrorType.REQUEST_TIMEOUT,
                "The request body came too slowly: at least " + (SLOWEST >> 10) + " KiB a second are expected.",
                null,
                Map.of("Connection", "close"),
                null);
    }

    static GatewayException broken(Throwable gone) {
        return new GatewayException(
                ErrorType.BAD_REQUEST, "The request body could not be read to its end.", null, Map.of(), gone);
    }

    static GatewayException tooLarge() {
        return new GatewayException(
                ErrorType.BODY_TOO_LARGE, "The request body is larger than " + (LIMIT >> 20) + " MiB.");
    }
}
