package aigateway.web.responses;

import aigateway.web.dialect.AsIsStream;
import aigateway.web.json.Json;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A stream of a vendor's own events, in which the response has another name. */
final class NamedResponseStream extends AsIsStream {

    private final ResponsesStreamToChat heard;
    private final UnaryOperator<String> name;
    private final List<Name> names = new ArrayList<>(2);
    private boolean itself;

    /** As it stands in an event, and as it is to stand there. */
    private record Name(byte[] vendors, byte[] shown) {}

    /**
     * @param previous the vendor's name of the response before this one, which its events repeat; null: there is none
     * @param name what the client calls a response, by the vendor's name
     */
    NamedResponseStream(ResponsesStreamToChat heard, @Nullable String previous, UnaryOperator<String> name) {
        super(heard, message -> EventWriter.failure(message, heard.next()));
        this.heard = heard;
        this.name = name;
        if (previous != null) {
            names.add(name(previous));
        }
    }

    private Name name(String id) {
        return new Name(Json.quoted(id), Json.quoted(name.apply(id)));
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
        String id = heard.id();
        if (!itself && id != null) {
            itself = true;
            names.add(name(id));
        }
        byte[] said = events;
        for (Name each : names) {
            said = replaced(said, each.vendors(), each.shown());
        }
        return said;
    }

    private static byte[] replaced(byte[] text, byte[] what, byte[] by) {
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
