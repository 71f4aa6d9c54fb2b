package aigateway.web.dialect;

import aigateway.web.call.Failure;
import aigateway.web.json.Json;
import aigateway.web.openai.AnswerStream;
import aigateway.web.openai.CallIndexes;
import aigateway.web.openai.ChatStreamContent;
import aigateway.web.sse.EventReader;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A stream of OpenAI's chunks that the client hears in its own dialect. */
public final class RetoldStream implements AnswerStream {

    private static final String DONE = "[DONE]";

    private final EventReader events = new EventReader(this::event);
    private final ChatStreamContent content = new ChatStreamContent();
    private final ClientEvents client;
    private final Map<Integer, CallIndexes> calls = new HashMap<>();
    private @Nullable String fault;
    private boolean begun;
    private boolean done;
    private boolean ended;

    public RetoldStream(ClientEvents client) {
        this.client = client;
    }

    /** Some servers forget the blank line between two events: no JSON has a line that begins anew after its end. */
    private void event(byte[] data, int from, int length) throws IOException {
        int end = from + length;
        int start = from;
        for (int at = from + 1; at < end - 1; at++) {
            if (data[at] == '\n' && data[at - 1] == '}' && (data[at + 1] == '{' || data[at + 1] == '[')) {
                one(data, start, at - start);
                start = at + 1;
            }
        }
        one(data, start, end - start);
    }

    private void one(byte[] data, int from, int length) throws IOException {
        int start = from;
        while (start < from + length && data[start] == ' ') {
            start++;
        }
        int rest = from + length - start;
        if (rest == 0 || error() != null) {
            return;
        }
        if (data[start] == '{') {
            retell(data, start, rest);
        } else if (new String(data, start, Math.min(rest, DONE.length()), StandardCharsets.US_ASCII).equals(DONE)) {
            done = true;
            end();
        }
        // Of what is neither the client hears nothing: without an end after it the answer is not complete.
    }

    /** Most chunks are a piece of text and nothing else: no tree is made of them. */
    private void retell(byte[] json, int from, int length) throws IOException {
        String text = null;
        try {
            content.add(json, from, length);
            text = begun ? content.onlyText() : null;
        } catch (IOException notUnderstood) {
            // Told all the same if it is JSON: a number beyond all bounds is no reason to be silent.
        }
        if (error() != null || ended || (text != null && client.text(text))) {
            return;
        }
        ObjectNode chunk;
        try {
            chunk = Json.object(json, from, length);
        } catch (UncheckedIOException notJson) {
            // Of a chunk that cannot be read the client hears nothing; the next one may be better.
            return;
        }
        begun = true;
        chunk.path("choices").forEach(this::numberCalls);
        client.chunk(chunk);
    }

    private void numberCalls(JsonNode choice) {
        JsonNode told = choice.path("delta").path("tool_calls");
        if (told.isEmpty()) {
            return;
        }
        CallIndexes indexes = calls.computeIfAbsent(choice.path("index").asInt(), any -> new CallIndexes());
        indexes.nextChunk();
        for (JsonNode call : told) {
            if (call instanceof ObjectNode piece) {
                JsonNode function = piece.path("function");
                int index = indexes.of(
                        piece.path("index").asInt(),
                        piece.path("id").asText(""),
                        function.path("name").asText(""),
                        function.path("arguments").asText(""));
                piece.put("index", index);
            }
        }
    }

    private void end() {
        if (!ended) {
            ended = true;
            client.end();
        }
    }

    @Override
    public byte[] read(byte[] came) {
        try {
            events.read(came);
        } catch (IOException unreadable) {
            fault = unreadable.getMessage();
        }
        return client.taken();
    }

    @Override
    public byte[] rest() {
        try {
            events.end();
        } catch (IOException unreadable) {
            fault = unreadable.getMessage();
        }
        if (error() == null) {
            end();
        }
        return client.taken();
    }

    @Override
    public byte[] failed(Failure failure) {
        return client.failure(failure);
    }

    @Override
    public boolean isComplete() {
        return done || content.finished();
    }

    @Override
    public boolean isDone() {
        return done;
    }

    @Override
    public @Nullable String error() {
        return fault == null ? content.error() : fault;
    }

    @Override
    public boolean isInsideEvent() {
        return false;
    }

    @Override
    public ChatStreamContent content() {
        return content;
    }
}
