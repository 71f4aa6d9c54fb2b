package aigateway.web.responses;

import aigateway.web.call.Dialect;
import aigateway.web.dialect.AsIsStream;
import aigateway.web.dialect.ClientDialect;
import aigateway.web.dialect.RetoldStream;
import aigateway.web.json.Json;
import aigateway.web.openai.AnswerStream;
import aigateway.web.openai.ChatRequest;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A client that speaks OpenAI's Responses. */
public enum ResponsesClient implements ClientDialect {
    INSTANCE;

    @Override
    public Dialect dialect() {
        return Dialect.OPENAI_RESPONSES;
    }

    @Override
    public byte[] answer(byte[] chatCompletion, ChatRequest request) {
        return ChatToResponse.translate(chatCompletion, asked(request));
    }

    private static ObjectNode asked(ChatRequest request) {
        return request.original() instanceof ResponsesRequest response ? response.asked() : Json.emptyObject();
    }

    @Override
    public byte[] understood(byte[] answer) throws IOException {
        try {
            return ResponseToChat.translate(answer);
        } catch (UncheckedIOException noResponse) {
            throw noResponse.getCause();
        }
    }

    @Override
    public AnswerStream stream(ChatRequest request) {
        return new RetoldStream(new ResponsesEvents(asked(request)));
    }

    @Override
    public AnswerStream streamAsIs(ChatRequest request) {
        ResponsesStreamToChat heard = new ResponsesStreamToChat();
        return new AsIsStream(heard, message -> EventWriter.failure(message, heard.next()));
    }
}
