package aigateway.web.dialect;

import aigateway.web.call.Dialect;
import aigateway.web.json.Json;
import aigateway.web.openai.AnswerStream;
import aigateway.web.openai.ChatRequest;
import aigateway.web.openai.Embeddings;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A client that asks for vectors in another shape than OpenAI's.
 *
 * @param said vectors as the client hears them
 * @param heard what a vendor said in the client's dialect; fails where it is no answer
 */
public record VectorsClient(
        Dialect dialect, BiFunction<Embeddings, ChatRequest, ObjectNode> said, Function<byte[], Embeddings> heard)
        implements ClientDialect {

    @Override
    public byte[] answer(byte[] embeddings, ChatRequest request) {
        return Json.bytes(said.apply(Embeddings.read(embeddings), request));
    }

    @Override
    public byte[] understood(byte[] answer) throws IOException {
        try {
            return heard.apply(answer).toJson("", false);
        } catch (UncheckedIOException noAnswer) {
            throw noAnswer.getCause();
        }
    }

    /** Nobody streams vectors; what comes as one is let through. */
    @Override
    public AnswerStream stream(ChatRequest request) {
        return OpenAiClient.INSTANCE.stream(request);
    }

    @Override
    public AnswerStream streamAsIs(ChatRequest request) {
        return stream(request);
    }
}
