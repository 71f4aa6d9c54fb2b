package aigateway.web.dialect;

import aigateway.call.Usage;
import aigateway.web.call.Dialect;
import aigateway.web.openai.AnswerStream;
import aigateway.web.openai.ChatAnswer;
import aigateway.web.openai.ChatRequest;
import java.io.IOException;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * How a client is answered. Vendors are heard in OpenAI's shape and retold; a vendor that speaks the client's own dialect
 * is let through and only read along.
 */
public interface ClientDialect {

    /** Whose it is: that is how failures are told. */
    Dialect dialect();

    /** A whole answer, from OpenAI's shape. */
    byte[] answer(byte[] chatCompletion, ChatRequest request);

    /**
     * What a vendor said in this dialect, in OpenAI's shape.
     *
     * @throws IOException it is no answer of this dialect
     */
    byte[] understood(byte[] answer) throws IOException;

    /**
     * The few things of an answer in OpenAI's shape that the gateway acts on.
     *
     * @throws IOException it is no answer, or an error in the place of one
     */
    default ChatAnswer heard(ChatRequest request, byte[] json) throws IOException {
        return ChatAnswer.read(json, request.operation().writes());
    }

    /**
     * What was found to be owed for something that was made before.
     *
     * @param cost dollars; null: nobody knows
     */
    record Charge(Usage usage, @Nullable BigDecimal cost) {}

    /** What an answer told is owed beside the request itself, and is charged already; null: nothing, as of most. */
    default @Nullable Charge charged() {
        return null;
    }

    /** A stream of OpenAI's chunks, on its way to the client. */
    AnswerStream stream(ChatRequest request);

    /** A stream in this dialect, on its way to the client. */
    AnswerStream streamAsIs(ChatRequest request);

    /**
     * A vendor's own answer as the client hears it: as it is, but for what only an account knows.
     *
     * @param account whose answer it is
     */
    default byte[] answerAsIs(byte[] answer, ChatRequest request, String account) {
        return answer;
    }

    /** The same of a stream. */
    default AnswerStream streamAsIs(ChatRequest request, String account) {
        return streamAsIs(request);
    }
}
