package aigateway.web.ingest.grpc;

import aigateway.identity.Callers;
import aigateway.web.ingest.Ingest;
import aigateway.web.ingest.IngestRoom;
import aigateway.web.ingest.RefusedException;
import aigateway.web.ingest.RequestBytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
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
 * handled and answered on another.
 */
final class GrpcExchange implements AsyncServerExchangeHandler {

    private static final System.Logger LOG = System.getLogger(GrpcExchange.class.getName());
    private static final ContentType GRPC = ContentType.create("application/grpc");
    private static final int WINDOW = 1 << 20;

    private final Callers callers;
    private final Ingest ingest;
    private final Executor executor;
    private final IngestRoom.Place place;
    private ByteArrayOutputStream body = new ByteArrayOutputStream();

    private @Nullable GrpcCall call;
    private @Nullable ResponseChannel channel;
    private @Nullable HttpContext context;
    private boolean answered;
    /** What is told once the caller has ended: an answer in its middle would cost the connection its other calls. */
    private @Nullable HttpResponse refusal;

    private long thrownAway;
    private @Nullable ByteBuffer rest;
    private boolean ended;

    GrpcExchange(Callers callers, Ingest ingest, IngestRoom room, Executor executor) {
        this.callers = callers;
        this.ingest = ingest;
        this.executor = executor;
        this.place = room.enterWithoutThread();
    }

    @Override
    public void handleRequest(
            HttpRequest request, @Nullable EntityDetails entity, ResponseChannel response, HttpContext http)
            throws HttpException, IOException {
        channel = response;
        context = http;
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

    @Override
    public void consume(ByteBuffer bytes) {
        if (answered || refusal != null) {
            throwAway(bytes.remaining());
            bytes.position(bytes.limit());
            return;
        }
        byte[] piece = new byte[bytes.remaining()];
        bytes.get(piece);
        try {
            if (body.size() + piece.length > RequestBytes.LIMIT + GrpcCall.PREFIX) {
                throw RequestBytes.tooLarge();
            }
            place.take(piece.length);
            body.writeBytes(piece);
        } catch (RefusedException refused) {
            refuseAtEnd(refusal(GrpcStatus.of(refused)), false);
        }
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
        HttpResponse told = refusal;
        GrpcCall known = call;
        if (told != null) {
            send(told, null);
        }
        if (answered || known == null) {
            return;
        }
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
        if (answered || to == null) {
            return;
        }
        answered = true;
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
        out.write(frame);
        if (!frame.hasRemaining()) {
            ended = true;
            out.endStream(GrpcStatus.OK.fields());
        }
    }

    @Override
    public void failed(Exception cause) {
        LOG.log(System.Logger.Level.DEBUG, "A call over gRPC broke off", cause);
    }

    @Override
    public void releaseResources() {
        place.close();
    }
}
