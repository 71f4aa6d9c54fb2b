package aigateway.web.telemetry;

import aigateway.manifest.type.RequestLoggingConfig;
import aigateway.redaction.Redaction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What becomes of texts before they leave the process.
 *
 * @param limit bytes of one text; of JSON that is longer the texts in it are cut, see {@link LongJson}, and any other text
 *     is cut between two characters; either is marked as cut
 */
public record ContentRules(int limit, Redaction redaction) {

    public static final ContentRules USUAL = new ContentRules(RequestLoggingConfig.LONGEST, Redaction.NONE);

    /** Bytes that are looked at beyond the limit, so that what is to be taken out is seen whole. */
    private static final int AHEAD = 4_096;

    /** @return the range itself when it is the whole array, short, valid and clean; else a copy */
    byte[] apply(byte[] utf8, int from, int to) {
        byte[] json = to - from > limit ? LongJson.cut(utf8, from, to, limit, redaction) : null;
        if (json != null) {
            return json;
        }
        if (redaction.isNone()) {
            return Utf8.cut(utf8, from, to, limit);
        }
        if (to - from <= limit + AHEAD) {
            byte[] clean = redaction.json(Utf8.cut(utf8, from, to, limit + AHEAD));
            boolean grown = to - from <= limit && clean.length > limit;
            byte[] cut = grown ? LongJson.cut(clean, 0, clean.length, limit, Redaction.NONE) : null;
            return cut == null ? Utf8.cut(clean, 0, clean.length, limit) : cut;
        }
        byte[] head =
                redaction.json(Utf8.valid(Arrays.copyOfRange(utf8, from, Utf8.boundary(utf8, from + limit + AHEAD))));
        // What stands at the end of what was looked at may be the beginning of something.
        return Utf8.marked(head, Math.max(0, Math.min(limit, head.length - AHEAD)), to - from);
    }

    /** A text that came from elsewhere. */
    public byte[] apply(byte[] utf8) {
        return apply(utf8, 0, utf8.length);
    }

    /** Something short, said in words: a failure's message. */
    String words(String text) {
        return redaction.isNone() ? text : redaction.text(text);
    }

    /** The beginning of a text that was read further than it is told. */
    byte[] line(byte[] utf8, int most) {
        String text = redaction.text(new String(utf8, StandardCharsets.UTF_8));
        if (text.length() <= most) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
        return text.substring(0, end).getBytes(StandardCharsets.UTF_8);
    }
}
