package aigateway.web.openai;

import aigateway.web.json.Json;
import aigateway.web.sse.EventReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A vendor that streams server-sent events of JSON objects, as most do. */
public abstract class VendorEvents implements VendorStream {

    protected final ChunkWriter chunks;
    private final EventReader events = new EventReader(this::read);
    private boolean over;
    private long errorPlace = -1;

    protected VendorEvents(ChunkWriter chunks) {
        this.chunks = chunks;
    }

    /** Says what one event means; one that means nothing is passed over. */
    protected abstract void event(ObjectNode event);

    /** Says what is still to be said, once, at the vendor's end. */
    protected abstract void close();

    private void read(byte[] json, int from, int length) throws IOException {
        if (json[from] != '{') {
            // OpenAI's habit of a last event that is no JSON has spread.
            return;
        }
        try {
            event(Json.object(json, from, length));
        } catch (UncheckedIOException notJson) {
            throw notJson.getCause();
        }
        if (errorPlace < 0 && chunks.hasFailed()) {
            errorPlace = events.place();
        }
    }

    /** Where the event begins that told an error, in bytes of the stream; below 0 while none did. */
    public final long errorPlace() {
        return errorPlace;
    }

    /** The vendor has said its last word, be it good or bad. */
    protected final void over() {
        over = true;
    }

    @Override
    public final byte[] translate(byte[] came) throws IOException {
        try {
            events.read(came);
        } catch (IOException notJson) {
            if (errorPlace < 0) {
                throw notJson;
            }
            // The error has been told, and nothing after it matters.
        }
        return chunks.taken();
    }

    @Override
    public final byte[] end() throws IOException {
        events.end();
        if (!over) {
            over = true;
            close();
        }
        return chunks.taken();
    }
}
