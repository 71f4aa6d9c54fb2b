package aigateway.web.openai;

import aigateway.web.json.Json;
import aigateway.web.sse.EventReader;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * A stream of a vendor that speaks OpenAI's protocol almost: every chunk is put right on its way, and usage that comes with
 * the last words comes after them, as OpenAI's clients expect it. Not thread-safe.
 */
public final class PatchedStream implements VendorStream {

    private static final byte[] DATA = "data: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "\n\n".getBytes(StandardCharsets.US_ASCII);

    private final ByteArrayOutputStream out = new ByteArrayOutputStream(512);
    private final EventReader events = new EventReader(this::event);
    private final Consumer<ObjectNode> patch;

    public PatchedStream(Consumer<ObjectNode> patch) {
        this.patch = patch;
    }

    private void event(byte[] json, int from, int length) throws IOException {
        if (json[from] != '{') {
            write(Arrays.copyOfRange(json, from, from + length));
            return;
        }
        try {
            ObjectNode chunk = Json.object(json, from, length);
            patch.accept(chunk);
            JsonNode usage = chunk.path("choices").isEmpty() ? null : chunk.remove("usage");
            write(Json.bytes(chunk));
            if (usage != null && usage.isObject()) {
                chunk.putArray("choices");
                chunk.set("usage", usage);
                write(Json.bytes(chunk));
            }
        } catch (UncheckedIOException notJson) {
            throw notJson.getCause();
        }
    }

    private void write(byte[] data) {
        out.writeBytes(DATA);
        out.writeBytes(data);
        out.writeBytes(END);
    }

    @Override
    public byte[] translate(byte[] came) throws IOException {
        events.read(came);
        return taken();
    }

    @Override
    public byte[] end() throws IOException {
        events.end();
        return taken();
    }

    private byte[] taken() {
        byte[] said = out.toByteArray();
        out.reset();
        return said;
    }
}
