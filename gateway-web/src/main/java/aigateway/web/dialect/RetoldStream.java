package aigateway.web.dialect;

import aigateway.web.json.Json;
import aigateway.web.sse.Bytes;
import aigateway.web.sse.EventReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A stream of OpenAI's chunks that the client hears in its own dialect. */
public final class RetoldStream extends HeardStream {

    private final EventReader events = new EventReader(this::event);
    private final ClientEvents client;
    private boolean ended;

    public RetoldStream(ClientEvents client) {
        this.client = client;
    }

    private void event(byte[] json, int from, int length) {
        if (json[from] != '{') {
            end();
            return;
        }
        ObjectNode chunk;
        try {
            chunk = Json.object(json, from, length);
        } catch (UncheckedIOException notJson) {
            // Of a chunk that cannot be read the client hears nothing; the next one may be better.
            return;
        }
        if (!ended) {
            client.chunk(chunk);
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
        return retold(reader.read(came));
    }

    @Override
    public byte[] rest() {
        byte[] last = retold(reader.rest());
        end();
        byte[] end = client.taken();
        return Bytes.joined(last, end);
    }

    private byte[] retold(byte[] whole) {
        try {
            events.read(whole);
        } catch (IOException tooLong) {
            return client.failure("The model sent an event that is too long.");
        }
        return client.taken();
    }

    @Override
    public byte[] broken(String message) {
        return client.failure(message);
    }

    @Override
    public boolean isComplete() {
        return reader.isComplete();
    }

    @Override
    public boolean isInsideEvent() {
        return false;
    }
}
