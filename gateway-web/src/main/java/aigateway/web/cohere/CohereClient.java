package aigateway.web.cohere;

import aigateway.web.call.Dialect;
import aigateway.web.dialect.AsIsStream;
import aigateway.web.dialect.ClientDialect;
import aigateway.web.dialect.RetoldStream;
import aigateway.web.openai.AnswerStream;
import aigateway.web.openai.ChatRequest;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A client that speaks Cohere's second chat. */
public enum CohereClient implements ClientDialect {
    INSTANCE;

    @Override
    public Dialect dialect() {
        return Dialect.COHERE;
    }

    @Override
    public byte[] answer(byte[] chatCompletion, ChatRequest request) {
        return ChatAnswerToCohere.translate(chatCompletion);
    }

    @Override
    public byte[] understood(byte[] answer) throws IOException {
        try {
            return CohereAnswerToChat.translate(answer, "", 0);
        } catch (UncheckedIOException noAnswer) {
            throw noAnswer.getCause();
        }
    }

    @Override
    public AnswerStream stream(ChatRequest request) {
        return new RetoldStream(new CohereEvents());
    }

    @Override
    public AnswerStream streamAsIs(ChatRequest request) {
        return new AsIsStream(new CohereStreamToChat("", 0), CohereEvents::failed);
    }
}
