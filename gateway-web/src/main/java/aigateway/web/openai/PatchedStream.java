package aigateway.web.openai;

import aigateway.call.Usage;
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
import org.jspecify.annotations.Nullable;

/**
 * A stream of a vendor that speaks OpenAI's protocol almost: every chunk is put right on its way, and usage that comes with
 * the last words comes after them, as OpenAI's clients expect it. Not thread-safe.
 */
public final class PatchedStream implements VendorStream {

    private static final byte[] DATA = "data: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "\n\n".getBytes(StandardCharsets.US_ASCII);

    private final ByteArrayOutputStream out = new ByteArrayOutputStream(512);
    private final EventReader events = new EventReader(this::event);
    private final @Nullable VendorStream before;
    private final byte[] mark;
    private final Consumer<ObjectNode> patch;

    public PatchedStream(Consumer<ObjectNode> patch) {
        this(null, "", patch);
    }

    /**
     * @param before whose chunks they are; null: the vendor's own
     * @param mark what all chunks hold that need the patch, as it stands on the wire: others are not even parsed
     */
    PatchedStream(@Nullable VendorStream before, String mark, Consumer<ObjectNode> patch) {
        this.before = before;
        this.mark = mark.getBytes(StandardCharsets.UTF_8);
        this.patch = patch;
    }

    private void event(byte[] json, int from, int length) throws IOException {
        if (json[from] != '{' || !isMarked(json, from, from + length)) {
            out.writeBytes(DATA);
            out.write(json, from, length);
            out.writeBytes(END);
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

    private boolean isMarked(byte[] json, int from, int end) {
        for (int at = from; at + mark.length <= end; at++) {
            if (Arrays.equals(json, at, at + mark.length, mark, 0, mark.length)) {
                return true;
            }
        }
        return false;
    }

    private void write(byte[] data) {
        out.writeBytes(DATA);
        out.writeBytes(data);
        out.writeBytes(END);
    }

    @Override
    public byte[] translate(byte[] came) throws IOException {
        events.read(before == null ? came : before.translate(came));
        return taken();
    }

    @Override
    public byte[] end() throws IOException {
        if (before != null) {
            events.read(before.end());
        }
        events.end();
        return taken();
    }

    @Override
    public @Nullable Usage usage() {
        return before == null ? null : before.usage();
    }

    private byte[] taken() {
        byte[] said = out.toByteArray();
        out.reset();
        return said;
    }
}
