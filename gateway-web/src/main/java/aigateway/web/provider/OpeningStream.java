package aigateway.web.provider;

import aigateway.routing.Target;
import aigateway.web.openai.AnswerStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Holds a stream back until it says something: text, a tool call, its reason to finish. Before that nothing has been
 * promised to the client, and a failure leads to the next target; comments and roles are not worth a promise.
 */
final class OpeningStream implements UpstreamStream, UpstreamStream.Sink {

    /** Bytes after which a stream counts as begun whatever it said: the vendor's window must not run dry. */
    private static final int MOST_HELD = 32 << 10;

    private final UpstreamStream vendor;
    private final AnswerStream probe;
    private final Target target;
    private final StreamFlow flow = new StreamFlow();
    private final CompletableFuture<Void> opened = new CompletableFuture<>();
    private int held;

    /** @param probe reads along until the stream has begun; it is used for nothing else */
    OpeningStream(UpstreamStream vendor, AnswerStream probe, Target target) {
        this.vendor = vendor;
        this.probe = probe;
        this.target = target;
    }

    /** Starts the vendor's flow. Fails with an {@link UpstreamFailure} when it ends before it has begun. */
    CompletionStage<Void> opened() {
        vendor.flowTo(this);
        return opened;
    }

    @Override
    public void bytes(byte[] came) {
        flow.bytes(came);
        if (opened.isDone()) {
            return;
        }
        probe.read(came);
        held += came.length;
        String error = probe.error();
        if (error != null) {
            refuse(Failures.inStream(target, error));
        } else if (probe.hasContent() || probe.isComplete() || held > MOST_HELD) {
            opened.complete(null);
        }
    }

    private void refuse(UpstreamFailure failure) {
        if (opened.completeExceptionally(failure)) {
            vendor.cancel();
        }
    }

    @Override
    public void end() {
        if (!opened.isDone() && !probe.isComplete()) {
            refuse(Failures.unanswered(target, "ended its stream before it had said anything.", null));
        }
        opened.complete(null);
        flow.end();
    }

    @Override
    public void failed(Throwable cause) {
        refuse(Failures.unanswered(target, "broke off its stream before it had said anything.", cause));
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
}
