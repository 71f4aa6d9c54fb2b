package aigateway.web.provider;

import aigateway.routing.Target;
import aigateway.web.openai.AnswerStream;
import aigateway.web.openai.ChatAnswer;
import aigateway.web.provider.http.UpstreamResponse;
import org.jspecify.annotations.Nullable;

/**
 * A target's answer, and the span that tells of it and is still open.
 *
 * @param understood null for a stream
 * @param opened null for a whole answer
 * @param asIs whether it is in the client's own dialect, whichever that is, and not in OpenAI's
 */
public record Attempt(
        Target target,
        UpstreamResponse response,
        ModelSpan span,
        boolean asIs,
        @Nullable Understood understood,
        @Nullable Opened opened) {

    /**
     * A stream that has begun.
     *
     * @param reader that has read the beginning, and goes on with the rest
     * @param said the beginning as the client is to hear it
     * @param bytes of the vendor's that were
     */
    public record Opened(AnswerStream reader, byte[] said, int bytes) {}

    /**
     * A whole answer as it was understood.
     *
     * @param json in OpenAI's shape
     * @param said in the client's dialect
     */
    public record Understood(byte[] json, ChatAnswer answer, byte[] said) {}
}
