package aigateway.web.media;

import static aigateway.call.GatewayException.badRequest;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A {@code multipart/form-data} body: its bytes, and where the parts stand in them.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7578">RFC 7578</a>
 */
public record Form(byte[] body, String boundary, List<Part> parts) {

    private static final int MOST_PARTS = 200;
    private static final int LONGEST_HEADERS = 8 << 10;
    private static final Pattern BOUNDARY =
            Pattern.compile("boundary=(?:\"([^\"]{1,70})\"|([^\";\\s]{1,70}))", Pattern.CASE_INSENSITIVE);
    private static final Pattern NAME = Pattern.compile("[;\\s]name=\"([^\"]*)\"");
    private static final Pattern FILE_NAME = Pattern.compile("[;\\s]filename=\"([^\"]*)\"");

    /**
     * @param file the file's name; null where none is given
     * @param type content type; null where none is given
     * @param start of the content
     * @param end of the content, exclusive
     */
    public record Part(String name, @Nullable String file, @Nullable String type, int start, int end) {

        /** Some clients give a file no name, but every file has a type. */
        public boolean isFile() {
            return file != null || (type != null && !type.startsWith("text/plain"));
        }

        /** Of several of one name some clients say so in it. */
        public String plainName() {
            return name.endsWith("[]") ? name.substring(0, name.length() - 2) : name;
        }

        public int length() {
            return end - start;
        }
    }

    /** @throws aigateway.call.GatewayException a bad request that says what is wrong with it */
    public static Form read(byte[] body, @Nullable String contentType) {
        Matcher boundary = BOUNDARY.matcher(contentType == null ? "" : contentType);
        if (contentType == null
                || !contentType.toLowerCase(Locale.ROOT).startsWith("multipart/form-data")
                || !boundary.find()) {
            throw badRequest("The body must be multipart/form-data with a boundary.", null);
        }
        String name = boundary.group(1) == null ? boundary.group(2) : boundary.group(1);
        return new Form(body, name, parts(body, ("\r\n--" + name).getBytes(StandardCharsets.ISO_8859_1)));
    }

    /** @param delimiter with the line's end before it, which the first one may lack */
    private static List<Part> parts(byte[] body, byte[] delimiter) {
        List<Part> parts = new ArrayList<>();
        int at = startsWith(body, 0, delimiter, 2) ? delimiter.length - 2 : after(body, 0, delimiter);
        while (true) {
            if (at + 1 < body.length && body[at] == '-' && body[at + 1] == '-') {
                return List.copyOf(parts);
            }
            int head = lineEnd(body, at);
            int content = headersEnd(body, head);
            int next = after(body, content - 2, delimiter);
            if (parts.size() == MOST_PARTS) {
                throw badRequest("The form has more than " + MOST_PARTS + " parts.", null);
            }
            parts.add(part(
                    new String(body, head, content - head, StandardCharsets.UTF_8), content, next - delimiter.length));
            at = next;
        }
    }

    private static Part part(String headers, int start, int end) {
        String disposition = "";
        String type = null;
        for (String line : headers.split("\r\n")) {
            String lower = line.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-disposition:")) {
                disposition = line;
            } else if (lower.startsWith("content-type:")) {
                type = line.substring("content-type:".length()).strip();
            }
        }
        Matcher name = NAME.matcher(disposition);
        if (!name.find()) {
            throw badRequest("A part of the form has no name.", null);
        }
        Matcher file = FILE_NAME.matcher(disposition);
        return new Part(name.group(1), file.find() ? file.group(1) : null, type, start, Math.max(start, end));
    }

    private static int lineEnd(byte[] body, int from) {
        for (int i = from; i + 1 < body.length && i < from + 100; i++) {
            if (body[i] == '\r' && body[i + 1] == '\n') {
                return i + 2;
            }
        }
        throw cut();
    }

    private static int headersEnd(byte[] body, int from) {
        for (int i = from; i + 3 < body.length && i < from + LONGEST_HEADERS; i++) {
            if (body[i] == '\r' && body[i + 1] == '\n' && body[i + 2] == '\r' && body[i + 3] == '\n') {
                return i + 4;
            }
        }
        throw cut();
    }

    private static int after(byte[] body, int from, byte[] delimiter) {
        for (int i = Math.max(0, from); i + delimiter.length <= body.length; i++) {
            if (body[i] == '\r' && startsWith(body, i, delimiter, 0)) {
                return i + delimiter.length;
            }
        }
        throw cut();
    }

    private static boolean startsWith(byte[] body, int at, byte[] wanted, int skip) {
        int length = wanted.length - skip;
        return at + length <= body.length && Arrays.equals(body, at, at + length, wanted, skip, wanted.length);
    }

    private static RuntimeException cut() {
        return badRequest("The form ends in the middle of a part: its last boundary is missing.", null);
    }

    public String contentType() {
        return "multipart/form-data; boundary=\"" + boundary + '"';
    }

    public Optional<Part> part(String name) {
        return parts.stream().filter(part -> part.name().equals(name)).findFirst();
    }

    public String text(Part part) {
        return new String(body, part.start(), part.length(), StandardCharsets.UTF_8);
    }

    /** The text of a field that is no file. */
    public Optional<String> field(String name) {
        return part(name).filter(part -> !part.isFile()).map(this::text);
    }
}
