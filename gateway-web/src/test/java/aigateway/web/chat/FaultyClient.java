package aigateway.web.chat;

import aigateway.web.call.Dialect;
import aigateway.web.dialect.ClientDialect;
import aigateway.web.dialect.OpenAiClient;
import aigateway.web.openai.AnswerStream;
import aigateway.web.openai.ChatRequest;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** OpenAI's client, whose first stream fails at something from the so many-th time on. */
record FaultyClient(String method, Throwable fault, int from, AtomicBoolean made) implements ClientDialect {

    FaultyClient(String method, Throwable fault, int from) {
        this(method, fault, from, new AtomicBoolean());
    }

    @Override
    public Dialect dialect() {
        return OpenAiClient.INSTANCE.dialect();
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
        AnswerStream stream = OpenAiClient.INSTANCE.stream(request);
        return made.getAndSet(true) ? stream : faulty(stream);
    }

    private AnswerStream faulty(AnswerStream stream) {
        AtomicInteger calls = new AtomicInteger();
        return (AnswerStream) Proxy.newProxyInstance(
                AnswerStream.class.getClassLoader(), new Class<?>[] {AnswerStream.class}, (self, called, arguments) -> {
                    if (called.getName().equals(method) && calls.incrementAndGet() >= from) {
                        throw fault;
                    }
                    try {
                        return called.invoke(stream, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }

    @Override
    public AnswerStream streamAsIs(ChatRequest request) {
        return stream(request);
    }
}
