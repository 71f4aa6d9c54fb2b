package aigateway.web.gemini;

import aigateway.web.call.Dialect;
import aigateway.web.dialect.AsIsStream;
import aigateway.web.dialect.ClientDialect;
import aigateway.web.dialect.RetoldStream;
import aigateway.web.openai.AnswerStream;
import aigateway.web.openai.ChatRequest;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A client that speaks Gemini's {@code generateContent}. */
public enum GeminiClient implements ClientDialect {
    INSTANCE;

    /** What is only read needs no ids that anybody could mistake. */
    private static final String NO_ID = "call";

    @Override
    public Dialect dialect() {
        return Dialect.GEMINI;
    }

    @Override
    public byte[] answer(byte[] chatCompletion, ChatRequest request) {
        return ChatToCandidates.answer(chatCompletion);
    }

    @Override
    public byte[] understood(byte[] answer) throws IOException {
        try {
            return GeminiAnswerToChat.translate(answer, 0, () -> NO_ID);
        } catch (UncheckedIOException noAnswer) {
            throw noAnswer.getCause();
        }
    }

    @Override
    public AnswerStream stream(ChatRequest request) {
        return new RetoldStream(new GeminiEvents());
    }

    @Override
    public AnswerStream streamAsIs(ChatRequest request) {
        return new AsIsStream(new GeminiStreamToChat(0, () -> NO_ID), GeminiEvents::failed);
    }
}
