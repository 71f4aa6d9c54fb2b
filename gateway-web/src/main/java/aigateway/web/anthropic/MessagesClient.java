package aigateway.web.anthropic;

import aigateway.web.call.Dialect;
import aigateway.web.dialect.AsIsStream;
import aigateway.web.dialect.ClientDialect;
import aigateway.web.dialect.RetoldStream;
import aigateway.web.openai.AnswerStream;
import aigateway.web.openai.ChatRequest;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A client that speaks Anthropic's Messages. */
public enum MessagesClient implements ClientDialect {
    INSTANCE;

    @Override
    public Dialect dialect() {
        return Dialect.ANTHROPIC;
    }

    @Override
    public byte[] answer(byte[] chatCompletion, ChatRequest request) {
        return ChatAnswerToMessages.translate(chatCompletion);
    }

    @Override
    public byte[] understood(byte[] answer) throws IOException {
        try {
            return MessagesAnswerToChat.translate(answer, 0);
        } catch (UncheckedIOException noMessage) {
            throw noMessage.getCause();
        }
    }

    @Override
    public AnswerStream stream(ChatRequest request) {
        return new RetoldStream(new MessagesEvents());
    }

    @Override
    public AnswerStream streamAsIs(ChatRequest request) {
        return new AsIsStream(new MessagesStreamToChat(0), MessagesEvents::failed);
    }
}
