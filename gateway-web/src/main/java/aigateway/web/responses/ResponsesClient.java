package aigateway.web.responses;

import aigateway.web.call.Dialect;
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
        return streamAsIs(request, "");
    }

    @Override
    public AnswerStream streamAsIs(ChatRequest request, String account) {
        return request.original() instanceof ResponsesRequest asked
                ? new NamedResponseStream(id -> asked.shown(account, id))
                : new NamedResponseStream(id -> id);
    }

    @Override
    public byte[] answerAsIs(byte[] answer, ChatRequest request, String account) {
        if (!(request.original() instanceof ResponsesRequest asked)) {
            return answer;
        }
        byte[] named = ItemNames.shown(
                Json.withText(answer, "id", id -> asked.shown(account, id)), id -> asked.shown(account, id));
        return asked.previousId() == null
                ? named
                : Json.withText(named, "previous_response_id", id -> asked.shown(account, id));
    }
}
