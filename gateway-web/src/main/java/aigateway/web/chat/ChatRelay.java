package aigateway.web.chat;

import aigateway.web.openai.AnswerStream;
import aigateway.web.openai.ErrorBody;
import aigateway.web.presence.Departures;
import aigateway.web.presence.Waiter;
import aigateway.web.provider.Attempt;
import aigateway.web.provider.UpstreamFailure;
import aigateway.web.provider.Upstreams;
import aigateway.web.provider.http.UpstreamResponse;
import aigateway.web.provider.http.UpstreamStream;
import aigateway.web.response.ResponseStream;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A stream on its way from the vendor to the client, read along. What the client has not taken is not asked of the
 * vendor. Ends once: at the vendor's proper end, at its failure (told as an error event, without {@code [DONE]}), or when
 * the client goes, and is paid for on every one of these ways.
 */
final class ChatRelay implements UpstreamStream.Sink, ResponseStream.Producer, KeepAlive.Quiet {

    static final String EVENTS = "text/event-stream;charset=utf-8";

    private static final System.Logger LOG = System.getLogger(ChatRelay.class.getName());

    /** Half of the vendor's window. */
    private static final int MOST_OWED = 32 << 10;

    private static final byte[] NOTHING = new byte[0];

    private final ChatAnswering answering;
    private final Attempt attempt;
    private final UpstreamStream upstream;
    private final int status;
    private final String contentType;
    private final ResponseStream out;
    private final byte[] signOfLife;
    private final KeepAlive keepAlive;
    private final Waiter waiter;
    private final Attempt.Opened begun;
    private final AnswerStream reader;
    private final StreamOutcome outcome;
    private final AtomicBoolean over = new AtomicBoolean();

    /** Bytes that came and have not been asked for again. */
    private final AtomicInteger owed = new AtomicInteger();

    private volatile long lastBytes = System.nanoTime();

    ChatRelay(
            ChatAnswering answering,
            Attempt attempt,
            UpstreamResponse.Streaming response,
            ChatCall call,
            ResponseStream out,
            KeepAlive keepAlive,
            Departures departures) {
        this.answering = answering;
        this.attempt = attempt;
        this.upstream = response.stream();
        this.status = response.status();
        String type = response.headers().getOrDefault("content-type", "");
        boolean writes = call.request().operation().writes();
        this.contentType = writes || type.isEmpty() || type.startsWith("text/event-stream") ? EVENTS : type;
        this.out = out;
        this.signOfLife = call.client().dialect().signOfLife();
        this.keepAlive = keepAlive;
        this.begun = Objects.requireNonNull(attempt.opened(), "a stream has been opened");
        this.reader = begun.reader();
        this.outcome = new StreamOutcome(answering, attempt, call.request(), reader, upstream);
        this.waiter = departures.watch(call.connection(), () -> lastBytes, this::left);
    }

    /** @param opened whether the head of the answer has gone to the client already */
    void start(boolean opened) {
        keepAlive.add(this);
        try {
            if (opened) {
                out.handTo(this);
            } else {
                head(out.response(), status, contentType);
                answering.headers(attempt);
                out.start(this);
            }
            pass(begun.said(), begun.bytes());
            upstream.flowTo(this);
        } catch (RuntimeException | Error unforeseen) {
            // Whoever asked answers for it; nothing of this is to stay behind.
            over.set(true);
            forget();
            upstream.cancel();
            throw unforeseen;
        }
    }

    static void head(HttpServletResponse response, int status, String contentType) {
        response.setStatus(status);
        response.setContentType(contentType);
        response.setHeader("Cache-Control", "no-cache");
        response.setHeader("X-Accel-Buffering", "no");
    }

    @Override
    public void bytes(byte[] came) {
        if (over.get()) {
            return;
        }
        try {
            pass(reader.read(came), came.length);
        } catch (Error fatal) {
            LOG.log(System.Logger.Level.ERROR, "A stream ends, and not the thread that brings others, too", fatal);
            failed(fatal);
            upstream.cancel();
        }
    }

    /** @param read bytes of the vendor's that became what is passed */
    private void pass(byte[] whole, int read) {
        if (whole.length > 0) {
            // Of what is kept until it is complete the client hears nothing.
            lastBytes = System.nanoTime();
        }
        if (owed.addAndGet(read) > MOST_OWED) {
            outcome.heldBack();
        }
        outcome.came();
        ErrorBody error = reader.errorBody();
        if (error != null) {
            if (whole.length > 0) {
                out.write(whole);
            }
            // Told first: the cancellation comes back as a failure, which knows less.
            breakOff(error);
            upstream.cancel();
        } else if (whole.length == 0) {
            // Held back until the event is complete: its rest must be able to come.
            askForMore(read);
        } else {
            out.write(whole);
        }
    }

    @Override
    public void taken(int bytes) {
        askForMore(out.isIdle() ? Integer.MAX_VALUE : bytes);
    }

    private void askForMore(int most) {
        int asked = owed.getAndUpdate(open -> Math.max(0, open - most));
        upstream.taken(Math.min(asked, most));
    }

    @Override
    public void end() {
        if (!reader.isComplete() && reader.error() == null) {
            breakOff("ended its stream before the answer was complete.");
            return;
        }
        byte[] rest = reader.rest();
        ErrorBody error = reader.errorBody();
        if (error == null) {
            close(null, () -> rest);
        } else if (!over.get()) {
            out.write(rest);
            breakOff(error);
        }
    }

    @Override
    public void failed(Throwable cause) {
        if (reader.isDone()) {
            close(null, () -> NOTHING);
        } else {
            breakOff("broke off its stream.");
        }
    }

    private void breakOff(String what) {
        UpstreamFailure failure = answering.broken(attempt, what);
        close(failure, () -> reader.broken(failure.getMessage()));
    }

    private void breakOff(ErrorBody error) {
        UpstreamFailure failure = Upstreams.broken(attempt, error);
        close(failure, () -> reader.errorEvent(failure.told(), Upstreams.cleaning(attempt)));
    }

    @Override
    public void gone() {
        depart();
    }

    /** To the server the connection is still good; its end is said to whoever has closed only the other half. */
    private void left() {
        if (depart()) {
            sayLast(true, () -> reader.failed(ChatAnswering.LEFT));
        }
    }

    private boolean depart() {
        // Over first: the cancellation comes back as a failure, and is none of the upstream's.
        boolean inTheMiddle = over.compareAndSet(false, true);
        try {
            upstream.cancel();
            answering.journey().abandon();
        } finally {
            if (inTheMiddle) {
                settle(null);
                answering.span().abandoned();
                answering.span().end();
            }
        }
        return inTheMiddle;
    }

    private void forget() {
        keepAlive.remove(this);
        waiter.end();
    }

    /** Whatever goes wrong with it, the client comes to an end and the trace to its own. */
    private void close(@Nullable UpstreamFailure failure, Supplier<byte[]> last) {
        if (!over.compareAndSet(false, true)) {
            return;
        }
        sayLast(failure != null, () -> {
            settle(failure);
            answering.span().end();
            return words(failure, last);
        });
    }

    /** What is short of its end and has no words for that, a sound or a file, is cut off: it would be taken for whole. */
    private void sayLast(boolean isShort, Supplier<byte[]> last) {
        boolean said = false;
        try {
            byte[] words = last.get();
            out.write(words);
            said = !isShort || words.length > 0;
        } finally {
            if (said) {
                out.end();
            } else {
                out.cutOff();
            }
        }
    }

    /** The vendor's thread may be in the middle of an event, which is read by one only: others have words of their own. */
    private byte[] words(@Nullable UpstreamFailure failure, Supplier<byte[]> last) {
        try {
            return last.get();
        } catch (RuntimeException | Error stillRead) {
            return failure == null ? NOTHING : answering.event(failure);
        }
    }

    /** Pays for what came and tells of it; where that fails, as it may while the vendor's thread reads on, it is nothing. */
    private void settle(@Nullable UpstreamFailure failure) {
        try {
            forget();
            outcome.tell(failure);
        } catch (RuntimeException | Error uncounted) {
            LOG.log(System.Logger.Level.WARNING, "What came of a stream was counted as nothing", uncounted);
            answering.settleNothing();
            if (failure != null) {
                answering.span().root().fail(failure.type().type(), failure.getMessage());
            }
        }
    }

    /** Says something where the vendor has been silent, so that nothing in between takes the connection for dead. */
    @Override
    public void keepAlive(long silenceNanos) {
        if (System.nanoTime() - lastBytes >= silenceNanos && out.isIdle() && !over.get() && !reader.isInsideEvent()) {
            lastBytes = System.nanoTime();
            out.write(signOfLife);
        }
    }
}
