package aigateway.web.media;

import aigateway.call.Operation;
import aigateway.web.call.Dialect;
import aigateway.web.dialect.ClientDialect;
import aigateway.web.openai.AnswerStream;
import aigateway.web.openai.ChatAnswer;
import aigateway.web.openai.ChatRequest;
import java.io.IOException;

/** A client that asked for pictures, speech, an order or a moderation: what the vendor says in OpenAI's shape is what it hears. */
public enum MediaClient implements ClientDialect {
    INSTANCE;

    @Override
    public Dialect dialect() {
        return Dialect.OPENAI;
    }

    @Override
    public byte[] answer(byte[] said, ChatRequest request) {
        return request.operation() == Operation.SPEECH ? SpokenAnswer.sound(said) : said;
    }

    @Override
    public byte[] understood(byte[] answer) {
        return answer;
    }

    @Override
    public ChatAnswer heard(ChatRequest request, byte[] answer) throws IOException {
        return MediaAnswer.read(request, answer);
    }

    @Override
    public AnswerStream stream(ChatRequest request) {
        return request.operation() == Operation.SPEECH && !request.stream()
                ? new SoundStream(request)
                : new MediaEvents(request);
    }

    @Override
    public AnswerStream streamAsIs(ChatRequest request) {
        return stream(request);
    }
}
