package aigateway.web.media;

import aigateway.call.Usage;
import aigateway.web.call.Dialect;
import aigateway.web.call.Failure;
import aigateway.web.json.Json;
import aigateway.web.openai.ChatRequest;
import aigateway.web.sse.WholeEvents;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Pictures, speech or a transcription in events, which pass as they are. An event may hold megabytes of a picture, and
 * usage stands at the end of the last: only the stream's tail is kept.
 */
final class MediaEvents extends MediaStream {

    private static final int TAIL = 8 << 10;
    private static final String USAGE = "\"usage\":";

    private final ChatRequest request;
    private final WholeEvents events = new WholeEvents();
    private byte[] tail = new byte[0];

    MediaEvents(ChatRequest request) {
        this.request = request;
    }

    @Override
    public byte[] read(byte[] came) {
        bytes += came.length;
        ByteArrayOutputStream both = new ByteArrayOutputStream(tail.length + came.length);
        both.writeBytes(tail);
        both.write(came, Math.max(0, came.length - TAIL), Math.min(TAIL, came.length));
        byte[] all = both.toByteArray();
        tail = all.length > TAIL ? Arrays.copyOfRange(all, all.length - TAIL, all.length) : all;
        return events.read(came);
    }

    @Override
    public byte[] rest() {
        return events.rest();
    }

    @Override
    public byte[] failed(Failure failure) {
        String error = new String(Dialect.OPENAI.error(failure), StandardCharsets.UTF_8);
        return ((events.isInside() ? "\n\n" : "") + "event: error\ndata: " + error + "\n\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** The last event says so in its name: {@code image_generation.completed}, {@code transcript.text.done}. */
    @Override
    public boolean isComplete() {
        String last = last();
        return last.contains(".completed\"")
                || last.contains(".done\"")
                || last.contains("[DONE]")
                || usageOf(last) != null;
    }

    @Override
    public @Nullable String error() {
        int at = bytes < TAIL ? last().indexOf("\"error\":{") : -1;
        if (at < 0) {
            return null;
        }
        JsonNode error = value(last(), at + "\"error\":".length());
        return error == null ? null : error.path("message").asText("an error without a message");
    }

    @Override
    public boolean isInsideEvent() {
        return events.isInside();
    }

    @Override
    public Usage usage() {
        return MediaUsage.of(request, usageOf(last()), 0, 0);
    }

    @Override
    public byte[] told() {
        JsonNode usage = usageOf(last());
        var told = Json.emptyObject().put("bytes", bytes);
        return Json.bytes(usage == null ? told : told.set("usage", usage));
    }

    private String last() {
        return new String(tail, StandardCharsets.UTF_8);
    }

    private static @Nullable JsonNode usageOf(String last) {
        int at = last.lastIndexOf(USAGE);
        return at < 0 ? null : value(last, at + USAGE.length());
    }

    private static @Nullable JsonNode value(String text, int from) {
        try (JsonParser parser = Json.FACTORY.createParser(text.substring(from))) {
            parser.nextToken();
            JsonNode value = Json.tree(parser);
            return value.isObject() ? value : null;
        } catch (IOException unreadable) {
            return null;
        }
    }
}
