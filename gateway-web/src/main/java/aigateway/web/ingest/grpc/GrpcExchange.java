package aigateway.web.ingest.grpc;

import aigateway.identity.Callers;
import aigateway.web.ingest.Ingest;
import aigateway.web.ingest.IngestRoom;
import aigateway.web.ingest.RefusedException;
import aigateway.web.ingest.RequestBytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.impl.BasicEntityDetails;
import org.apache.hc.core5.http.message.BasicHttpResponse;
import org.apache.hc.core5.http.nio.AsyncServerExchangeHandler;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.nio.DataStreamChannel;
import org.apache.hc.core5.http.nio.ResponseChannel;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * One call on one stream of HTTP/2. It is read on the connection's thread, which does nothing but gather bytes, and
 * handled and answered on another. A message that does not come in time is not waited for: until it is there it holds
 * room that others need.
 */
final class GrpcExchange implements AsyncServerExchangeHandler {

    private static final System.Logger LOG = System.getLogger(GrpcExchange.class.getName());
    private static final ContentType GRPC = ContentType.create("application/grpc");
    private static final int WINDOW = 1 << 20;

    private final Callers callers;
    private final Ingest ingest;
    private final Executor executor;
    private final IngestRoom.Place place;
    private final Duration patience;
    /** Completed when the caller has said all, or is not listened to any more. */
    private final CompletableFuture<Boolean> said = new CompletableFuture<>();

    private ByteArrayOutputStream body = new ByteArrayOutputStream();

    private @Nullable GrpcCall call;
    private @Nullable ResponseChannel channel;
    private @Nullable HttpContext context;
    private boolean answered;
    /** The caller took too long. */
    private boolean overdue;
    /** What is told once the caller has ended: an answer in its middle would cost the connection its other calls. */
    private @Nullable HttpResponse refusal;

    private long thrownAway;
    private @Nullable ByteBuffer rest;
    private boolean ended;

    GrpcExchange(Callers callers, Ingest ingest, IngestRoom room, Executor executor, Duration patience) {
        this.callers = callers;
        this.ingest = ingest;
        this.executor = executor;
        this.place = room.enterWithoutThread();
        this.patience = patience;
    }

    @Override
    public void handleRequest(
            HttpRequest request, @Nullable EntityDetails entity, ResponseChannel response, HttpContext http)
            throws HttpException, IOException {
        channel = response;
        context = http;
        said.completeOnTimeout(false, patience.toMillis(), TimeUnit.MILLISECONDS)
                .thenAccept(this::endOfPatience);
        String type = entity == null ? null : entity.getContentType();
        if (!"POST".equals(request.getMethod()) || type == null || !type.startsWith(GRPC.getMimeType())) {
            refuseAtEnd(new BasicHttpResponse(415), entity == null);
            return;
        }
        try {
            call = GrpcCall.of(request, callers);
        } catch (GrpcCall.HeadException e) {
            refuseAtEnd(refusal(e.status()), false);
        }
    }

    @Override
    public void updateCapacity(CapacityChannel capacity) throws IOException {
        capacity.update(WINDOW);
    }

    private void endOfPatience(boolean inTime) {
        if (inTime) {
            return;
        }
        synchronized (this) {
            if (answered) {
                return;
            }
            overdue = true;
            refusal = null;
            call = null;
            body = new ByteArrayOutputStream(0);
            rest = ByteBuffer.allocate(0);
        }
        place.close();
        // Goes on in produce, which is given what can end the stream.
        send(head(), new BasicEntityDetails(-1, GRPC));
    }

    @Override
    public void consume(ByteBuffer bytes) {
        int length = bytes.remaining();
        try {
            if (keep(bytes)) {
                return;
            }
        } catch (RefusedException refused) {
            refuseAtEnd(refusal(GrpcStatus.of(refused)), false);
            return;
        }
        bytes.position(bytes.limit());
        throwAway(length);
    }

    /** @return false when the caller is not listened to any more */
    private synchronized boolean keep(ByteBuffer bytes) {
        if (answered || overdue || refusal != null) {
            return false;
        }
        byte[] piece = new byte[bytes.remaining()];
        bytes.get(piece);
        if (body.size() + piece.length > RequestBytes.LIMIT + GrpcCall.PREFIX) {
            throw RequestBytes.tooLarge();
        }
        place.take(piece.length);
        body.writeBytes(piece);
        return true;
    }

    private void throwAway(int more) {
        thrownAway += more;
        HttpResponse told = refusal;
        if (thrownAway > RequestBytes.LIMIT && told != null) {
            // Whoever has so much to say and nobody to say it to is not waited for.
            send(told, null);
        }
    }

    @Override
    public void streamEnd(@Nullable List<? extends Header> trailers) {
        if (!said.complete(true)) {
            return;
        }
        HttpResponse told = refusal;
        GrpcCall known = call;
        if (told != null) {
            send(told, null);
        } else if (known != null) {
            handOn(known);
        }
    }

    private void handOn(GrpcCall known) {
        try {
            executor.execute(() -> handle(known));
        } catch (RejectedExecutionException e) {
            refuse(GrpcStatus.of(
                    GrpcStatus.UNAVAILABLE, "The gateway has no thread for this now; send it again soon."));
        }
    }

    private void handle(GrpcCall known) {
        try (place) {
            succeed(known.take(body.toByteArray(), ingest, place).protobuf());
        } catch (RefusedException refused) {
            refuse(GrpcStatus.of(refused));
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "A call over gRPC failed", e);
            refuse(GrpcStatus.of(GrpcStatus.INTERNAL, "The gateway failed to handle this; its log says why."));
        }
    }

    private void succeed(byte[] message) {
        ByteBuffer frame = ByteBuffer.allocate(GrpcCall.PREFIX + message.length);
        frame.put((byte) 0).putInt(message.length).put(message).flip();
        synchronized (this) {
            rest = frame;
        }
        send(head(), new BasicEntityDetails(frame.remaining(), GRPC));
    }

    private void refuse(GrpcStatus status) {
        send(refusal(status), null);
    }

    /** @param ended whether the caller has nothing more to say */
    private void refuseAtEnd(HttpResponse told, boolean ended) {
        refusal = told;
        body = new ByteArrayOutputStream(0);
        place.close();
        if (ended) {
            send(told, null);
        }
    }

    /** Head and trailer in one, without a message. */
    private static HttpResponse refusal(GrpcStatus status) {
        HttpResponse response = head();
        response.setHeader("content-type", GRPC.getMimeType());
        status.fields().forEach(response::addHeader);
        return response;
    }

    private static HttpResponse head() {
        HttpResponse response = new BasicHttpResponse(200);
        response.setHeader("grpc-accept-encoding", "identity,gzip");
        return response;
    }

    private void send(HttpResponse response, @Nullable EntityDetails entity) {
        ResponseChannel to = channel;
        synchronized (this) {
            if (answered || to == null) {
                return;
            }
            answered = true;
        }
        try {
            to.sendResponse(response, entity, context);
        } catch (HttpException | IOException | RuntimeException gone) {
            LOG.log(System.Logger.Level.DEBUG, "The caller went away before its answer", gone);
        }
    }

    @Override
    public synchronized int available() {
        ByteBuffer frame = rest;
        return frame == null || ended ? 0 : Math.max(1, frame.remaining());
    }

    @Override
    public synchronized void produce(DataStreamChannel out) throws IOException {
        ByteBuffer frame = rest;
        if (frame == null || ended) {
            return;
        }
        if (overdue) {
            ended = true;
            cut(out);
            return;
        }
        out.write(frame);
        if (!frame.hasRemaining()) {
            ended = true;
            out.endStream(GrpcStatus.OK.fields());
        }
    }

    /** The caller hears why, and is told to say no more: what else it says on this stream is thrown away. */
    private void cut(DataStreamChannel out) throws IOException {
        out.endStream(GrpcStatus.of(
                        GrpcStatus.DEADLINE_EXCEEDED,
                        "The message was not there within " + patience.toSeconds() + " seconds.")
                .fields());
        if (out instanceof Cancellable stream) {
            stream.cancel();
        }
    }

    @Override
    public void failed(Exception cause) {
        LOG.log(System.Logger.Level.DEBUG, "A call over gRPC broke off", cause);
    }

    @Override
    public void releaseResources() {
        said.complete(true);
        place.close();
    }
}
