package aigateway.web.dialect;

import aigateway.web.call.Dialect;
import aigateway.web.openai.AnswerStream;
import aigateway.web.openai.ChatRequest;
import aigateway.web.openai.ChatStreamReader;

/** A client that speaks the dialect everything is heard in. */
public enum OpenAiClient implements ClientDialect {
    INSTANCE;

    @Override
    public Dialect dialect() {
        return Dialect.OPENAI;
    }

    @Override
    public byte[] answer(byte[] chatCompletion, ChatRequest request) {
        return chatCompletion;
    }

    @Override
    public byte[] understood(byte[] answer) {
        return answer;
    }

    @Override
    public AnswerStream stream(ChatRequest request) {
        return new ChatStreamReader(!request.includeUsage());
    }

    @Override
    public AnswerStream streamAsIs(ChatRequest request) {
        return stream(request);
    }
}
