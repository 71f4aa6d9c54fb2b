package aigateway.web.media;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The files of a form on their way into a body of JSON: through a translation a word goes that nobody can know
 * beforehand, and in what is sent stands the file, encoded once.
 */
public final class FormFiles {

    /** Of a request that is no form. */
    public static final FormFiles NONE = new FormFiles(null);

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int NONCE = 16;
    private static final int DIGITS = 8;

    /** A multiple of three, so that only a file's end is padded; small enough for a processor's nearest memory. */
    private static final int PIECE = 6 << 10;

    private final @Nullable Form form;
    private final String mark;

    FormFiles(@Nullable Form form) {
        byte[] nonce = new byte[NONCE];
        if (form != null) {
            RANDOM.nextBytes(nonce);
        }
        this.form = form;
        this.mark = "file-" + HexFormat.of().formatHex(nonce) + '-';
    }

    /** Puts a word under {@code data} of each file in what is told of the form, and the type that it has. */
    public ObjectNode marked(ObjectNode told) {
        Map<String, Integer> seen = new HashMap<>();
        for (int i = 0; form != null && i < form.parts().size(); i++) {
            Form.Part part = form.parts().get(i);
            String name = part.plainName();
            int index = seen.merge(name, 1, Integer::sum) - 1;
            JsonNode value = told.get(name) instanceof ArrayNode several ? several.get(index) : told.get(name);
            if (part.isFile() && value instanceof ObjectNode file) {
                file.put("content_type", type(form.body(), part))
                        .put("data", mark + HexFormat.of().toHexDigits(i));
            }
        }
        return told;
    }

    /** What became of it, with the files in base64 in their places. */
    public byte[] whole(byte[] written) {
        if (form == null) {
            return written;
        }
        // A byte is a character, so that places are the same in both.
        String text = new String(written, StandardCharsets.ISO_8859_1);
        ByteBuffer whole = ByteBuffer.allocate(length(text, form));
        int passed = 0;
        for (int at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, passed)) {
            whole.put(written, passed, at - passed);
            encode(form.body(), part(text, at, form), whole);
            passed = at + mark.length() + DIGITS;
        }
        return whole.put(written, passed, written.length - passed).array();
    }

    private int length(String text, Form form) {
        long length = text.length();
        for (int at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + mark.length() + DIGITS)) {
            length += (part(text, at, form).length() + 2) / 3 * 4L - mark.length() - DIGITS;
        }
        return Math.toIntExact(length);
    }

    private Form.Part part(String text, int at, Form form) {
        int digits = at + mark.length();
        return form.parts().get(HexFormat.fromHexDigits(text, digits, digits + DIGITS));
    }

    /** Piece by piece into where it is to stand: a file has many megabytes, and the encoder writes to a beginning only. */
    private static void encode(byte[] body, Form.Part part, ByteBuffer into) {
        byte[] piece = new byte[PIECE];
        byte[] encoded = new byte[PIECE / 3 * 4];
        for (int from = part.start(); from < part.end(); from += PIECE) {
            int length = Math.min(PIECE, part.end() - from);
            byte[] plain = length == PIECE ? piece : new byte[length];
            System.arraycopy(body, from, plain, 0, length);
            into.put(encoded, 0, Base64.getEncoder().encode(plain, encoded));
        }
    }

    /** Many clients do not say what a picture is; it does. */
    private static String type(byte[] body, Form.Part part) {
        String told = part.type();
        if (told != null && !told.equals("application/octet-stream")) {
            return told;
        }
        String head = new String(body, part.start(), Math.min(12, part.length()), StandardCharsets.ISO_8859_1);
        if (head.startsWith("\u00ff\u00d8")) {
            return "image/jpeg";
        }
        return head.startsWith("RIFF") && head.endsWith("WEBP") ? "image/webp" : "image/png";
    }
}
