package aigateway.web.telemetry;

import aigateway.redaction.Redaction;
import aigateway.web.json.Json;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A JSON document that is longer than may be told, with its long texts cut and marked, so that it stays one: who spoke,
 * what is short, what was said last and why it ended are in it still. Texts are cut as they are escaped and not decoded,
 * since most of what is long is a picture.
 */
final class LongJson {

    /** Bytes that are left of a text at least, so that it is known again. */
    private static final int SHORTEST = 100;
    /** Bytes of the longest {@code … [cut: 100 of 300000 bytes]}. */
    private static final int MARK = 40;

    private static final int LEAST = SHORTEST + MARK;

    /** Bytes that are looked at beyond the end of a text that is cut, so that what is to be taken out is seen whole. */
    private static final int LEAST_AHEAD = 256;

    private static final int MOST_AHEAD = 4_096;

    /** Where vendors' APIs have base64 without saying so in the text itself. */
    private static final Set<String> DATA_FIELDS = Set.of("data", "file_data", "b64_json", "bytes");

    private static final Pattern BASE64 = Pattern.compile("[\\w+/=\\\\-]+");
    private static final int LOOKED_AT = 200;

    /**
     * A text, from its first byte to its closing quote.
     *
     * @param token which token of the document it is
     * @param end how far it may be told
     * @param length that it had before anything was cut
     */
    private record Text(int token, int from, int end, int to, int length, boolean data) {

        boolean isCut() {
            return length > to - from || end < to;
        }

        int size() {
            return isCut() ? end - from + MARK : to - from;
        }
    }

    /** Where texts were cut: the token of each, and how long it was. */
    private record Cuts(Map<Integer, Integer> lengths, int ahead) {
        private static final Cuts NONE = new Cuts(Map.of(), 0);
    }

    private final byte[] utf8;
    private final int from;
    private final int to;
    private final List<Text> texts = new ArrayList<>();
    private int longTexts;

    private LongJson(byte[] utf8, int from, int to) {
        this.utf8 = utf8;
        this.from = from;
        this.to = to;
    }

    /** @return valid UTF-8 of at most so many bytes; null: it is no JSON, or it is long for other reasons than its texts */
    static byte @Nullable [] cut(byte[] utf8, int from, int to, int limit, Redaction redaction) {
        LongJson whole = read(utf8, from, to, limit, Cuts.NONE);
        int[] sizes = whole == null ? null : whole.sizes(limit);
        if (whole == null || sizes == null) {
            return null;
        }
        if (redaction.isNone()) {
            return Utf8.valid(whole.written(sizes));
        }
        Map<Integer, Integer> lengths = new HashMap<>();
        int ahead = Math.max(LEAST_AHEAD, Math.min(MOST_AHEAD, limit / Math.max(1, whole.cuts(sizes))));
        byte[] clean = redaction.json(Utf8.valid(whole.heads(sizes, ahead, lengths)));
        LongJson rest = read(clean, 0, clean.length, limit, new Cuts(lengths, ahead));
        int[] left = rest == null ? null : rest.sizes(limit);
        return rest == null || left == null ? null : Utf8.valid(rest.written(left));
    }

    private static @Nullable LongJson read(byte[] utf8, int from, int to, int limit, Cuts cuts) {
        LongJson read = new LongJson(utf8, from, to);
        try (JsonParser parser = Json.FACTORY.createParser(utf8, from, to - from)) {
            int depth = 0;
            for (int index = 0; ; index++) {
                JsonToken token = parser.nextToken();
                if (token == JsonToken.VALUE_STRING) {
                    int quote = from + (int) parser.currentTokenLocation().getByteOffset();
                    if (quote < from || utf8[quote] != '"' || !read.mayFit(quote, limit)) {
                        return null;
                    }
                    read.add(index, quote + 1, parser.currentName(), cuts);
                } else if (token != null) {
                    depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                }
                if (depth == 0) {
                    return token != null && token.isStructEnd() && parser.nextToken() == null ? read : null;
                }
            }
        } catch (IOException noJson) {
            return null;
        }
    }

    /** Whether what was read so far would fit with the least of each text. */
    private boolean mayFit(int end, int limit) {
        return end - from - longTexts <= limit && texts.size() <= limit / MARK;
    }

    private void add(int token, int start, @Nullable String name, Cuts cuts) {
        int quote = closingQuote(start);
        Integer length = cuts.lengths().get(token);
        if (length != null) {
            // What stands at its end may be the beginning of something that is to be taken out.
            texts.add(new Text(token, start, Math.max(start, quote - cuts.ahead()), quote, length, false));
        } else if (quote - start > LEAST) {
            texts.add(new Text(token, start, quote, quote, quote - start, isData(name, start, quote)));
        } else {
            return;
        }
        longTexts += quote - start;
    }

    private int closingQuote(int start) {
        int at = start;
        while (at < to && utf8[at] != '"') {
            at += utf8[at] == '\\' ? 2 : 1;
        }
        // In half a text there is none; the parser will say so.
        return Math.min(at, to);
    }

    private boolean isData(@Nullable String name, int start, int end) {
        String head = new String(utf8, start, Math.min(LOOKED_AT, end - start), StandardCharsets.ISO_8859_1);
        return head.startsWith("data:")
                ? head.contains(";base64,")
                : name != null
                        && DATA_FIELDS.contains(name)
                        && BASE64.matcher(head).matches();
    }

    /** How many bytes there are for each of the texts: none for pictures, if need be, and equally many for long words. */
    private int @Nullable [] sizes(int limit) {
        int room = limit - (to - from - longTexts);
        int[] sizes = texts.stream().mapToInt(Text::size).toArray();
        int[] largestData = IntStream.range(0, sizes.length)
                .filter(i -> texts.get(i).data())
                .boxed()
                .sorted(Comparator.comparing((Integer i) -> -sizes[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        long sum = Arrays.stream(sizes).asLongStream().sum();
        for (int i = 0; i < largestData.length && sum > room; i++) {
            sum -= sizes[largestData[i]] - LEAST;
            sizes[largestData[i]] = LEAST;
        }
        int most = most(sizes, room);
        return room < 0 || most < LEAST
                ? null
                : Arrays.stream(sizes).map(size -> Math.min(size, most)).toArray();
    }

    /** The largest size with which all of them fit. */
    private static int most(int[] sizes, int room) {
        int[] sorted = sizes.clone();
        Arrays.sort(sorted);
        int left = room;
        for (int i = 0; i < sorted.length; i++) {
            int each = left / (sorted.length - i);
            if (sorted[i] > each) {
                return each;
            }
            left -= sorted[i];
        }
        return Integer.MAX_VALUE;
    }

    private boolean isShorter(int i, int[] sizes) {
        return texts.get(i).isCut() || sizes[i] < texts.get(i).size();
    }

    private int cuts(int[] sizes) {
        return (int) IntStream.range(0, sizes.length)
                .filter(i -> isShorter(i, sizes))
                .count();
    }

    private byte[] written(int[] sizes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(
                to - from - longTexts + Arrays.stream(sizes).sum());
        int passed = from;
        for (int i = 0; i < sizes.length; i++) {
            if (isShorter(i, sizes)) {
                Text text = texts.get(i);
                int end = boundary(text.from(), Math.min(text.end(), text.from() + sizes[i] - MARK));
                out.write(utf8, passed, end - passed);
                out.writeBytes(Utf8.mark(end - text.from(), text.length()));
                passed = text.to();
            }
        }
        out.write(utf8, passed, to - passed);
        return out.toByteArray();
    }

    /** Without marks, and each text a little longer: to be looked through. */
    private byte[] heads(int[] sizes, int ahead, Map<Integer, Integer> lengths) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int passed = from;
        for (int i = 0; i < sizes.length; i++) {
            Text text = texts.get(i);
            int end = boundary(text.from(), Math.min(text.to(), text.from() + sizes[i] - MARK + ahead));
            if (isShorter(i, sizes) && end < text.to()) {
                out.write(utf8, passed, end - passed);
                lengths.put(text.token(), text.length());
                passed = text.to();
            }
        }
        out.write(utf8, passed, to - passed);
        return out.toByteArray();
    }

    /** The end of the last character or escape that ends there or before. */
    private int boundary(int start, int most) {
        int end = start;
        for (int next = next(end); next <= most; next = next(end)) {
            end = next;
        }
        return end;
    }

    private int next(int at) {
        byte b = utf8[at];
        if (b == '\\') {
            return at + (utf8[at + 1] != 'u' ? 2 : isHighSurrogate(at) ? 12 : 6);
        }
        return at + (b >= 0 ? 1 : (b & 0xE0) == 0xC0 ? 2 : (b & 0xF0) == 0xE0 ? 3 : 4);
    }

    /** The first of two escapes that are one character. */
    private boolean isHighSurrogate(int escape) {
        return (utf8[escape + 2] | 0x20) == 'd'
                && "89abAB".indexOf(utf8[escape + 3]) >= 0
                && utf8[escape + 6] == '\\'
                && utf8[escape + 7] == 'u';
    }
}
