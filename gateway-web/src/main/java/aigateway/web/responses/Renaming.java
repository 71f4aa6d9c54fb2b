package aigateway.web.responses;

import aigateway.web.json.Json;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Other names in JSON, wherever one is all of a text; every other byte stays as it was. */
final class Renaming {

    private final List<Pair> pairs = new ArrayList<>(2);

    private record Pair(byte[] was, byte[] is) {}

    void add(String was, String is) {
        if (!was.equals(is)) {
            pairs.add(new Pair(Json.quoted(was), Json.quoted(is)));
        }
    }

    byte[] in(byte[] json) {
        byte[] said = json;
        for (Pair pair : pairs) {
            said = replaced(said, pair.was(), pair.is());
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
