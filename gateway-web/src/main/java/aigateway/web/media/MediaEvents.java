package aigateway.web.media;

import aigateway.call.Usage;
import aigateway.web.call.Dialect;
import aigateway.web.call.Failure;
import aigateway.web.dialect.VendorsError;
import aigateway.web.json.Json;
import aigateway.web.openai.ChatRequest;
import aigateway.web.openai.ErrorBody;
import aigateway.web.sse.EventReader;
import aigateway.web.sse.WholeEvents;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Pictures, speech or a transcription in events, which pass as they are. An event may hold megabytes of a picture, and
 * usage stands at the end of the last: only the stream's tail is kept.
 */
final class MediaEvents extends MediaStream {

    private static final int TAIL = 8 << 10;
    private static final byte[] NOTHING = new byte[0];

    /** Bytes; a longer event is a picture or a sound, and is not looked into. */
    private static final int LONGEST_ERROR = 64 << 10;

    private static final String USAGE = "\"usage\":";

    private static final ErrorBody WITHOUT_MESSAGE = new ErrorBody("an error without a message", null, null, null);

    private final ChatRequest request;
    private final WholeEvents events = new WholeEvents();
    private byte[] tail = NOTHING;
    private byte[] error = NOTHING;
    private @Nullable ErrorBody told;
    private boolean begun;

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
        boolean insideBefore = events.isInside();
        byte[] passing = untilError(events.read(came), insideBefore);
        begun |= passing.length > 0;
        return passing;
    }

    /** Of an event that has not all come nobody knows whether it is an error. */
    @Override
    public boolean hasBegun() {
        return begun;
    }

    @Override
    public byte[] rest() {
        return told == null ? events.rest() : NOTHING;
    }

    /** What may pass of these: an error is kept, and nothing follows it. */
    private byte[] untilError(byte[] passing, boolean inside) {
        if (told != null) {
            return NOTHING;
        }
        int start = inside ? WholeEvents.firstEnd(passing, 0) : 0;
        while (start < passing.length) {
            int end = WholeEvents.firstEnd(passing, start);
            if (keepError(passing, start, end)) {
                return Arrays.copyOf(passing, start);
            }
            start = end;
        }
        return passing;
    }

    /** @return whether this event is one */
    private boolean keepError(byte[] bytes, int start, int end) {
        if (end - start > LONGEST_ERROR) {
            return false;
        }
        error = Arrays.copyOfRange(bytes, start, end);
        told = errorIn(error);
        return told != null;
    }

    private static @Nullable ErrorBody errorIn(byte[] event) {
        List<ErrorBody> found = new ArrayList<>(1);
        try {
            EventReader reader = new EventReader((json, from, length) -> {
                byte[] data = Arrays.copyOfRange(json, from, from + length);
                if (isError(data)) {
                    found.add(ErrorBody.read(data).orElse(WITHOUT_MESSAGE));
                }
            });
            reader.read(event);
            reader.end();
        } catch (IOException notJson) {
            return null;
        }
        return found.isEmpty() ? null : found.get(0);
    }

    private static boolean isError(byte[] data) throws IOException {
        try (JsonParser parser = Json.FACTORY.createParser(data)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if ("error".equals(name) && value != JsonToken.VALUE_NULL
                        || "type".equals(name) && "error".equals(parser.getText())) {
                    return true;
                }
                parser.skipChildren();
            }
            return false;
        }
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
        if (told == null && !events.isInside()) {
            // The blank line behind the last event may be missing.
            byte[] left = events.first();
            keepError(left, 0, left.length);
        }
        String last = last();
        return last.contains(".completed\"")
                || last.contains(".done\"")
                || last.contains("[DONE]")
                || usageOf(last) != null;
    }

    @Override
    public @Nullable String error() {
        return told == null ? null : told.message();
    }

    @Override
    public @Nullable ErrorBody errorBody() {
        return told;
    }

    /** The vendor's own, where it can be read: the client speaks its language. */
    @Override
    public byte[] errorEvent(Failure failure, UnaryOperator<String> clean) {
        try {
            return VendorsError.shown(error, clean);
        } catch (IOException unreadable) {
            return failed(failure);
        }
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
