package aigateway.web.provider.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.HttpVersion;
import org.apache.hc.core5.http.ProtocolVersion;
import org.apache.hc.core5.http.RequestNotExecutedException;
import org.apache.hc.core5.http.nio.AsyncClientExchangeHandler;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.nio.DataStreamChannel;
import org.apache.hc.core5.http.nio.RequestChannel;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer on the wire. The client's I/O thread feeds it; what a stream's sink has not yet taken is
 * not asked of the vendor. The client reads on, though, while a vendor sends without a pause: what it brings beyond
 * {@link #MOST_AHEAD} breaks the stream off, so memory is bounded by that.
 */
final class UpstreamExchange implements AsyncClientExchangeHandler, UpstreamStream {

    /** How far a stream may be ahead of whoever takes it. */
    static final int MOST_AHEAD = 8 << 20;

    private final RequestOnTheWire request;
    private final UpstreamRequest.Expected expected;
    private final CompletableFuture<UpstreamResponse> response = new CompletableFuture<>();
    private final Lease lease;

    private final Consumer<UpstreamExchange> ended;

    /** Noted by {@link #failed}, for the {@link #releaseResources} that follows on the same thread. */
    private boolean untaken;

    private boolean lastOfItsConnection;
    private int status;
    private Map<String, String> headers = Map.of();
    private boolean streaming;
    private @Nullable AnswerBody whole;

    private final StreamFlow flow = new StreamFlow();
    private volatile @Nullable CapacityChannel capacity;

    /** Bytes that were taken and not yet asked for again: the client shows its channel only when its window is used up. */
    private final AtomicInteger credit = new AtomicInteger();

    /** Bytes that came and were not taken yet. */
    private final AtomicInteger ahead = new AtomicInteger();

    /** @param ended told when nothing more comes of it, maybe twice */
    UpstreamExchange(UpstreamRequest request, UpstreamConnections connections, Consumer<UpstreamExchange> ended) {
        this.ended = ended;
        this.request = new RequestOnTheWire(request);
        this.expected = request.expected();
        this.lease = new Lease(connections, this);
    }

    HttpHost host() {
        return request.host();
    }

    /** What is to be told of a connection. */
    Lease lease() {
        return lease;
    }

    CompletableFuture<UpstreamResponse> response() {
        return response;
    }

    @Override
    public void produceRequest(RequestChannel channel, HttpContext context) throws HttpException, IOException {
        request.begin(channel, context);
    }

    @Override
    public int available() {
        return request.available();
    }

    @Override
    public void produce(DataStreamChannel channel) throws IOException {
        request.write(channel);
    }

    @Override
    public void consumeResponse(HttpResponse head, @Nullable EntityDetails entity, HttpContext context)
            throws IOException {
        status = head.getCode();
        headers = headers(head);
        lastOfItsConnection = isLast(head.getVersion(), headers.getOrDefault("connection", ""));
        String encoding = headers.getOrDefault("content-encoding", "");
        if (entity != null && !encoding.isEmpty() && !encoding.equalsIgnoreCase("identity")) {
            refuseCompressed(encoding);
        }
        String type = headers.getOrDefault("content-type", "");
        streaming = entity != null && status / 100 == 2 && isStream(type);
        if (entity == null) {
            free();
            response.complete(new UpstreamResponse.Whole(status, headers, new byte[0]));
        } else if (!streaming) {
            whole = new AnswerBody(entity.getContentLength(), response);
        }
    }

    /**
     * Nobody asked for it. What it would unpack to is anybody's guess, so none of it is read; a refusal's status still says
     * what it says.
     */
    private void refuseCompressed(String encoding) throws IOException {
        CompressedAnswerException compressed = new CompressedAnswerException(encoding);
        if (status / 100 == 2) {
            response.completeExceptionally(compressed);
        } else {
            response.complete(new UpstreamResponse.Whole(status, headers, new byte[0]));
        }
        throw compressed;
    }

    private static boolean isLast(@Nullable ProtocolVersion version, String connection) {
        return version == null
                || version.lessEquals(HttpVersion.HTTP_1_0)
                || connection.toLowerCase(Locale.ROOT).contains("close");
    }

    private boolean isStream(String type) {
        return switch (expected) {
            case NOTHING -> false;
            case STREAM -> isFlow(type);
            case ANYTHING -> !type.startsWith("application/json");
        };
    }

    private static boolean isFlow(String type) {
        return type.startsWith("text/event-stream")
                || type.startsWith("application/vnd.amazon.eventstream")
                || type.startsWith("audio/");
    }

    private static Map<String, String> headers(HttpResponse head) {
        Map<String, String> result = new HashMap<>();
        for (Header header : head.getHeaders()) {
            result.put(header.getName().toLowerCase(Locale.ROOT), header.getValue());
        }
        return result;
    }

    @Override
    public void consumeInformation(HttpResponse head, HttpContext context) {
        // 1xx answers carry nothing for the client.
    }

    @Override
    public void updateCapacity(CapacityChannel channel) throws IOException {
        if (streaming) {
            capacity = channel;
            askForMore();
        } else {
            channel.update(Integer.MAX_VALUE);
        }
    }

    @Override
    public void consume(ByteBuffer source) throws IOException {
        byte[] bytes = new byte[source.remaining()];
        source.get(bytes);
        if (streaming) {
            if (ahead.addAndGet(bytes.length) > MOST_AHEAD) {
                throw new IOException("the upstream does not wait for whoever reads its stream");
            }
            pass(bytes);
        } else if (whole != null) {
            whole.add(bytes);
        }
    }

    private void pass(byte[] bytes) {
        flow.bytes(bytes);
        if (!response.isDone()) {
            response.complete(new UpstreamResponse.Streaming(status, headers, this));
        }
    }

    @Override
    public void flowTo(Sink target) {
        flow.to(target);
    }

    @Override
    public void taken(int bytes) {
        ahead.addAndGet(-bytes);
        credit.addAndGet(bytes);
        try {
            askForMore();
        } catch (IOException closed) {
            cancel();
        }
    }

    /** Whichever comes last, the bytes or the channel, finds the other. */
    private void askForMore() throws IOException {
        CapacityChannel channel = capacity;
        if (channel != null) {
            int bytes = credit.getAndSet(0);
            if (bytes > 0) {
                channel.update(bytes);
            }
        }
    }

    /** Whoever hears it is told as of a vendor that breaks off. From any thread. */
    void breakOff(IOException why) {
        end(why);
    }

    /** By whoever waits for the answer, or takes it. */
    @Override
    public void cancel() {
        ended.accept(this);
        lease.giveUp();
        response.completeExceptionally(new RequestNotExecutedException());
    }

    /** Where an answer came before its request was all sent, nothing else may follow on the connection. */
    private void free() {
        ended.accept(this);
        if (lastOfItsConnection || !request.isSent()) {
            lease.giveUp();
        } else {
            lease.reuse();
        }
    }

    @Override
    public void streamEnd(@Nullable List<? extends Header> trailers) {
        free();
        if (!streaming) {
            byte[] body = whole == null ? new byte[0] : whole.bytes();
            response.complete(new UpstreamResponse.Whole(status, headers, body));
        } else if (!response.isDone() && expected == UpstreamRequest.Expected.ANYTHING) {
            response.complete(new UpstreamResponse.Whole(status, headers, new byte[0]));
        } else if (!response.isDone()) {
            response.completeExceptionally(new BrokenAnswerException(new IOException("its stream had no events")));
        } else {
            flow.end();
        }
    }

    /** What no connection has taken yet may be given to another: this one was closed while it waited for a request. */
    @Override
    public void failed(Exception cause) {
        boolean ours = cause.getCause() instanceof Error;
        if (!ours && !request.hasBegun() && !response.isDone() && lease.isWorthAnother()) {
            untaken = true;
        } else {
            end(cause);
        }
    }

    /** Nothing more comes of it. */
    void end(Exception cause) {
        ended.accept(this);
        lease.giveUp();
        // Once it had begun to answer, the vendor was reached, and asking again would cost again.
        Exception told = status == 0 ? cause : new BrokenAnswerException(cause);
        if (!response.completeExceptionally(told)) {
            flow.failed(cause);
        }
    }

    @Override
    public void releaseResources() {
        capacity = null;
        if (whole != null) {
            whole.giveBack();
        }
        if (untaken) {
            untaken = false;
            lease.askForAnother();
        }
    }
}
