package aigateway.web.dialect;

import aigateway.web.json.Json;
import aigateway.web.sse.Bytes;
import aigateway.web.sse.EventReader;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * An error event of a vendor's own, for a client that speaks the vendor's language. It stays as it is where there is nothing
 * to hide in it; otherwise it is written anew, since what is to be hidden may be written in escapes.
 */
public final class VendorsError {

    /** By these the client knows the event, so they stay whatever was sent in confidence: a header may say {@code error}. */
    private static final Set<String> TYPES = Set.of("error", "message-end", "response.failed");

    private static final Set<String> FIELDS = Set.of(
            "code", "delta", "error", "finish_reason", "message", "response", "sequence_number", "status", "type");

    private final ByteArrayOutputStream json = new ByteArrayOutputStream(512);
    private final UnaryOperator<String> clean;
    private String type = "";
    private boolean changed;

    private VendorsError(UnaryOperator<String> clean) {
        this.clean = clean;
    }

    /**
     * @param event whole, or without the blank line at its end
     * @param clean takes out of a text what the vendor was told in confidence
     * @throws IOException it holds no JSON
     */
    public static byte[] shown(byte[] event, UnaryOperator<String> clean) throws IOException {
        VendorsError error = new VendorsError(clean);
        EventReader reader = new EventReader(error::copy);
        reader.read(event);
        reader.end();
        if (error.json.size() == 0) {
            throw new IOException("an event without data");
        }
        String text = new String(event, StandardCharsets.UTF_8);
        String lineEnd = text.contains("\r\n") ? "\r\n" : "\n";
        boolean plain = text.lines().filter(line -> line.startsWith("data:")).count() == 1
                && clean.apply(text).equals(text);
        byte[] shown = plain && !error.changed
                ? withoutEnd(event)
                : error.anew(text, lineEnd).getBytes(StandardCharsets.UTF_8);
        return Bytes.joined(shown, (lineEnd + lineEnd).getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] withoutEnd(byte[] event) {
        int end = event.length;
        while (end > 0 && (event[end - 1] == '\n' || event[end - 1] == '\r')) {
            end--;
        }
        return Arrays.copyOf(event, end);
    }

    private String anew(String text, String lineEnd) {
        boolean named = TYPES.contains(type) && text.lines().anyMatch(line -> line.startsWith("event:"));
        return (named ? "event: " + type + lineEnd : "") + "data: " + json.toString(StandardCharsets.UTF_8);
    }

    /** Whatever follows the object is no part of the error. */
    private void copy(byte[] data, int from, int length) throws IOException {
        try (JsonParser parser = Json.FACTORY.createParser(data, from, length);
                JsonGenerator copy = Json.FACTORY.createGenerator(json)) {
            int depth = 0;
            do {
                JsonToken token = parser.nextToken();
                if (token == null) {
                    throw new IOException("an object that does not end");
                }
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                if (token == JsonToken.FIELD_NAME) {
                    String name = parser.currentName();
                    copy.writeFieldName(FIELDS.contains(name) ? name : cleaned(name));
                } else if (token != JsonToken.VALUE_STRING) {
                    copy.copyCurrentEventExact(parser);
                } else if (depth == 1 && "type".equals(parser.currentName()) && TYPES.contains(parser.getText())) {
                    type = parser.getText();
                    copy.writeString(type);
                } else {
                    copy.writeString(cleaned(parser.getText()));
                }
            } while (depth > 0);
        }
    }

    private String cleaned(String text) {
        String shown = clean.apply(text);
        changed |= !shown.equals(text);
        return shown;
    }
}
