package aigateway.web.responses;

import aigateway.web.dialect.AsIsStream;
import aigateway.web.json.Json;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A stream of a vendor's own events, in which the response, and the one before it, have other names. */
class NamedResponseStream extends AsIsStream {

    private final ResponsesStreamToChat heard;
    private final UnaryOperator<String> name;
    private @Nullable Name itself;
    private @Nullable Name previous;

    /** As it stands in an event, and as it is to stand there. */
    private record Name(String id, byte[] vendors, byte[] shown) {}

    /** @param name what the client calls a response, by the vendor's name */
    NamedResponseStream(UnaryOperator<String> name) {
        this(new ResponsesStreamToChat(), name);
    }

    private NamedResponseStream(ResponsesStreamToChat heard, UnaryOperator<String> name) {
        super(heard, message -> EventWriter.failure(message, heard.next()));
        this.heard = heard;
        this.name = name;
    }

    /** Sealed once, so that all events say the same. */
    private @Nullable Name known(@Nullable Name known, @Nullable String id) {
        return id == null || (known != null && known.id().equals(id))
                ? known
                : new Name(id, Json.quoted(id), Json.quoted(name.apply(id)));
    }

    @Override
    public byte[] read(byte[] came) {
        return named(super.read(came));
    }

    @Override
    public byte[] rest() {
        return named(super.rest());
    }

    /** Whole events come here, or the beginning of a very long one, where the name stands. */
    private byte[] named(byte[] events) {
        itself = known(itself, heard.id());
        previous = known(previous, heard.previous());
        return replaced(replaced(events, itself), previous);
    }

    private static byte[] replaced(byte[] text, @Nullable Name name) {
        if (name == null) {
            return text;
        }
        byte[] what = name.vendors();
        byte[] by = name.shown();
        int at = indexOf(text, what, 0);
        if (at < 0) {
            return text;
        }
        ByteArrayOutputStream result = new ByteArrayOutputStream(text.length + 2 * by.length);
        int passed = 0;
        while (at >= 0) {
            result.write(text, passed, at - passed);
            result.writeBytes(by);
            passed = at + what.length;
            at = indexOf(text, what, passed);
        }
        result.write(text, passed, text.length - passed);
        return result.toByteArray();
    }

    private static int indexOf(byte[] text, byte[] what, int from) {
        for (int i = from; i <= text.length - what.length; i++) {
            if (text[i] == what[0] && Arrays.equals(text, i, i + what.length, what, 0, what.length)) {
                return i;
            }
        }
        return -1;
    }
}
