package aigateway.web.provider;

import aigateway.call.Usage;
import aigateway.routing.Target;
import aigateway.web.openai.AnswerStream;
import aigateway.web.provider.http.StreamFlow;
import aigateway.web.provider.http.UpstreamStream;
import java.io.ByteArrayOutputStream;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Holds a stream back until it says something: text, a tool call, its reason to finish. Before that nothing has been
 * promised to the client, and a failure leads to the next target; comments and roles are not worth a promise.
 */
final class OpeningStream implements UpstreamStream, UpstreamStream.Sink {

    /** Bytes after which a stream counts as begun whatever it said: the vendor's window must not run dry. */
    private static final int MOST_HELD = 32 << 10;

    private final UpstreamStream vendor;
    private final AnswerStream reader;
    private final Target target;
    private final StreamFlow flow = new StreamFlow();
    private final ByteArrayOutputStream said = new ByteArrayOutputStream(512);
    private final CompletableFuture<Attempt.Opened> opened = new CompletableFuture<>();
    private int held;

    /** @param reader is handed on when the stream has begun */
    OpeningStream(UpstreamStream vendor, AnswerStream reader, Target target) {
        this.vendor = vendor;
        this.reader = reader;
        this.target = target;
    }

    /** Starts the vendor's flow. Fails with an {@link UpstreamFailure} when it ends before it has begun. */
    CompletableFuture<Attempt.Opened> opened() {
        vendor.flowTo(this);
        return opened;
    }

    @Override
    public void bytes(byte[] came) {
        if (opened.isDone()) {
            flow.bytes(came);
            return;
        }
        said.writeBytes(reader.read(came));
        held += came.length;
        String error = reader.error();
        if (error != null) {
            refuse(Failures.inStream(target, error));
        } else if (reader.hasBegun() || held > MOST_HELD) {
            begin();
        }
    }

    /** From here on the reader is another's. */
    private void begin() {
        opened.complete(new Attempt.Opened(reader, said.toByteArray(), held));
    }

    private void refuse(UpstreamFailure failure) {
        if (opened.completeExceptionally(failure)) {
            vendor.cancel();
        }
    }

    @Override
    public void end() {
        if (!opened.isDone()) {
            if (reader.isComplete()) {
                begin();
            } else {
                refuse(Failures.unanswered(target, "ended its stream before it had said anything.", null));
            }
        }
        flow.end();
    }

    @Override
    public void failed(Throwable cause) {
        if (!opened.isDone()) {
            refuse(Failures.unanswered(target, "broke off its stream before it had said anything.", cause));
        }
        flow.failed(cause);
    }

    @Override
    public void flowTo(Sink sink) {
        flow.to(sink);
    }

    @Override
    public void taken(int bytes) {
        vendor.taken(bytes);
    }

    @Override
    public void cancel() {
        vendor.cancel();
    }

    @Override
    public @Nullable Usage usage() {
        return vendor.usage();
    }
}
