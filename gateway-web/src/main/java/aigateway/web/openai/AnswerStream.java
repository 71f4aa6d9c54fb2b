package aigateway.web.openai;

import aigateway.call.ErrorType;
import aigateway.call.Usage;
import aigateway.web.call.Failure;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A stream between vendor and client: read along, and said to the client in its own dialect, whole events at a time, so
 * that an error event can follow at any time. Not thread-safe.
 */
public interface AnswerStream {

    /** Takes what came and returns what may be passed on. */
    byte[] read(byte[] came);

    /** What is still to be said when the vendor has come to its proper end. An {@link #error()} may come with it. */
    byte[] rest();

    /** An event, in the client's dialect, that says what failed. Nothing may follow. */
    byte[] failed(Failure failure);

    /** The same, of a stream that broke after it had begun. */
    default byte[] broken(String message) {
        return failed(Failure.of(ErrorType.UPSTREAM_BROKEN, message));
    }

    /**
     * The event that tells of the {@link #error()}: the upstream's own, where the client speaks its language. Nothing may
     * follow.
     *
     * @param failure the same in the gateway's words
     * @param clean takes out of a text what the upstream was told in confidence
     */
    default byte[] errorEvent(Failure failure, UnaryOperator<String> clean) {
        return failed(failure);
    }

    /** Whether the stream came to its proper end. To be asked when it has ended. */
    boolean isComplete();

    /** Whether nothing more can follow. */
    boolean isDone();

    /** The error that the upstream sent as an event, in its words; null while there was none. Nothing passes after it. */
    default @Nullable String error() {
        return content().error();
    }

    /** The same with its type, parameter and code, where the upstream named them. */
    default @Nullable ErrorBody errorBody() {
        String message = error();
        if (message == null) {
            return null;
        }
        ErrorBody told = content().errorBody();
        return told == null ? new ErrorBody(message, null, null, null) : told;
    }

    /** Whether bytes of an event have been passed on whose end has not: nothing may be put in between. */
    boolean isInsideEvent();

    /** Whether any text, tool call or refusal has come. */
    default boolean hasContent() {
        return content().any();
    }

    /** Whether anything has come that the client waits for: content, or the reason why there is none. */
    default boolean hasBegun() {
        return content().hasBegun();
    }

    /** What the vendor told, which may be a part of it; null when it has told nothing. */
    default @Nullable Usage usage() {
        return content().usage();
    }

    ChatStreamContent content();

    /** What it came to, as far as it is told of. */
    default ChatAnswer answer() {
        return content().answer();
    }

    /** What a trace holds of it, as JSON; asked when it has ended. */
    default byte[] told() {
        return content().toJson();
    }

    /** Bytes that are kept for {@link #told()}, about. */
    default int weight() {
        return content().weight();
    }
}
