package aigateway.web.openai;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * The pictures and files of a request's body, set aside while the rest of it is read and translated as a tree, and put
 * back into what became of it: megabytes of base64 are copied once and never become a text. Whoever sends a request cannot
 * know what stands in their place, so nothing else is mistaken for it.
 */
public final class SetAside {

    /** Shorter ones cost less than a second look at them. */
    static final int SHORTEST = 64 << 10;

    public static final SetAside NOTHING = new SetAside(new byte[0], new byte[0], "", List.of());

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int NONCE = 16;

    private final byte[] body;
    private final byte[] rest;
    private final String mark;
    private final List<ChatRequest.Range> pieces;

    private SetAside(byte[] body, byte[] rest, String mark, List<ChatRequest.Range> pieces) {
        this.body = body;
        this.rest = rest;
        this.mark = mark;
        this.pieces = pieces;
    }

    public static SetAside of(byte[] body) {
        List<ChatRequest.Range> pieces = pieces(body);
        if (pieces.isEmpty()) {
            return new SetAside(body, body, "", pieces);
        }
        byte[] nonce = new byte[NONCE];
        RANDOM.nextBytes(nonce);
        String mark = "set-aside-" + HexFormat.of().formatHex(nonce) + '-';
        int length = body.length;
        for (int i = 0; i < pieces.size(); i++) {
            length += place(mark, i).length - length(pieces.get(i));
        }
        byte[] rest = new byte[length];
        int passed = 0;
        int at = 0;
        for (int i = 0; i < pieces.size(); i++) {
            ChatRequest.Range piece = pieces.get(i);
            at = copied(body, passed, piece.start(), rest, at);
            byte[] place = place(mark, i);
            at = copied(place, 0, place.length, rest, at);
            passed = piece.end();
        }
        copied(body, passed, body.length, rest, at);
        return new SetAside(body, rest, mark, pieces);
    }

    /** The body with a short word in the place of each piece. */
    public byte[] rest() {
        return rest;
    }

    /** What became of the rest, with the pieces in their places again. */
    public byte[] whole(byte[] written) {
        if (pieces.isEmpty()) {
            return written;
        }
        List<Integer> places = places(written);
        int placeLength = place(mark, 0).length;
        long length = written.length;
        for (int place : places) {
            length += length(piece(written, place)) - placeLength;
        }
        byte[] whole = new byte[Math.toIntExact(length)];
        int passed = 0;
        int at = 0;
        for (int place : places) {
            at = copied(written, passed, place, whole, at);
            ChatRequest.Range piece = piece(written, place);
            at = copied(body, piece.start(), piece.end(), whole, at);
            passed = place + placeLength;
        }
        copied(written, passed, written.length, whole, at);
        return whole;
    }

    /** What the pieces in it would add to its tokens, where it was counted without them. */
    long tokens(byte[] written) {
        long tokens = 0;
        for (int place : places(written)) {
            tokens += InputSize.tokens(length(piece(written, place)), place > 0 && written[place - 1] == ',');
        }
        return tokens;
    }

    private List<Integer> places(byte[] written) {
        List<Integer> places = new ArrayList<>(pieces.size());
        if (!pieces.isEmpty()) {
            byte[] what = mark.getBytes(StandardCharsets.US_ASCII);
            int last = written.length - place(mark, 0).length;
            for (int i = 0; i <= last; i++) {
                if (written[i] == what[0] && Arrays.equals(written, i, i + what.length, what, 0, what.length)) {
                    places.add(i);
                    i += what.length;
                }
            }
        }
        return places;
    }

    private ChatRequest.Range piece(byte[] written, int place) {
        int at = place + mark.length();
        return pieces.get(Integer.parseInt(new String(written, at, 8, StandardCharsets.US_ASCII), 16));
    }

    private static byte[] place(String mark, int index) {
        return (mark + HexFormat.of().toHexDigits(index)).getBytes(StandardCharsets.US_ASCII);
    }

    private static int length(ChatRequest.Range piece) {
        return piece.end() - piece.start();
    }

    private static int copied(byte[] from, int start, int end, byte[] to, int at) {
        System.arraycopy(from, start, to, at, end - start);
        return at + end - start;
    }

    /** Long texts of base64, whole or after the comma of a data URL. One in so many bytes is looked at: each is longer. */
    private static List<ChatRequest.Range> pieces(byte[] body) {
        List<ChatRequest.Range> pieces = new ArrayList<>();
        int passed = 0;
        for (int probe = SHORTEST; probe < body.length; probe += SHORTEST) {
            if (probe < passed || !isBase64(body[probe])) {
                continue;
            }
            int start = probe;
            while (start > passed && isBase64(body[start - 1])) {
                start--;
            }
            int end = probe;
            while (end < body.length && isBase64(body[end])) {
                end++;
            }
            boolean begins = start > 0 && (body[start - 1] == '"' || body[start - 1] == ',');
            if (begins && end < body.length && body[end] == '"' && end - start >= SHORTEST) {
                pieces.add(new ChatRequest.Range(start, end));
            }
            passed = end;
        }
        return pieces;
    }

    private static boolean isBase64(byte character) {
        return (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z')
                || (character >= '0' && character <= '9')
                || character == '+'
                || character == '/'
                || character == '='
                || character == '-'
                || character == '_';
    }
}
