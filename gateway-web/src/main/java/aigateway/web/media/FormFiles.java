package aigateway.web.media;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
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
        ByteArrayOutputStream whole = new ByteArrayOutputStream(written.length + form.body().length / 3 * 4 + 1024);
        int passed = 0;
        for (int at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, passed)) {
            whole.write(written, passed, at - passed);
            passed = at + mark.length() + DIGITS;
            Form.Part part = form.parts().get(HexFormat.fromHexDigits(text, at + mark.length(), passed));
            ByteBuffer encoded = Base64.getEncoder().encode(ByteBuffer.wrap(form.body(), part.start(), part.length()));
            whole.write(encoded.array(), encoded.arrayOffset(), encoded.remaining());
        }
        whole.write(written, passed, written.length - passed);
        return whole.toByteArray();
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
