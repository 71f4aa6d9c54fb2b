package aigateway.web.completions;

import aigateway.web.call.Dialect;
import aigateway.web.dialect.ClientDialect;
import aigateway.web.dialect.RetoldStream;
import aigateway.web.json.Json;
import aigateway.web.openai.AnswerStream;
import aigateway.web.openai.ChatRequest;
import aigateway.web.openai.ChatStreamReader;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A client that has prompts completed. */
public enum CompletionsClient implements ClientDialect {
    INSTANCE;

    @Override
    public Dialect dialect() {
        return Dialect.OPENAI_COMPLETIONS;
    }

    @Override
    public byte[] answer(byte[] chatCompletion, ChatRequest request) {
        return Json.bytes(ChatToCompletion.translate(Json.object(chatCompletion), "message"));
    }

    @Override
    public byte[] understood(byte[] answer) throws IOException {
        try {
            return ChatToCompletion.understood(Json.object(answer));
        } catch (UncheckedIOException notJson) {
            throw notJson.getCause();
        }
    }

    @Override
    public AnswerStream stream(ChatRequest request) {
        return new RetoldStream(new CompletionEvents(includeUsage(request)));
    }

    @Override
    public AnswerStream streamAsIs(ChatRequest request) {
        return new ChatStreamReader(!includeUsage(request));
    }

    private static boolean includeUsage(ChatRequest request) {
        return request.original() instanceof CompletionsRequest completion && completion.includeUsage();
    }
}
