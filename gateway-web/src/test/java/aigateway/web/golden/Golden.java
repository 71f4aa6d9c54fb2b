package aigateway.web.golden;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.web.json.Json;
import aigateway.web.openai.VendorStream;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Files that say what a translation has to come to, in {@code src/test/resources/aigateway/web/golden}. With {@code
 * -Dgolden.write} they are written instead of compared; what changed is then for the author to read.
 */
public final class Golden {

    private static final Path FOLDER = Path.of("src/test/resources/aigateway/web/golden");
    private static final boolean WRITE = System.getProperty("golden.write") != null;

    private Golden() {}

    public static byte[] bytes(String name) {
        try {
            return Files.readAllBytes(FOLDER.resolve(name));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    public static ObjectNode json(String name) {
        return Json.object(bytes(name));
    }

    /** Compares as JSON: the order of fields and blanks mean nothing. */
    public static void assertJson(String name, byte[] actual) {
        if (WRITE) {
            write(name, Json.object(actual).toPrettyString() + '\n');
        }
        assertThat(Json.object(actual).toPrettyString()).isEqualTo(sorted(name, Json.object(actual)));
    }

    private static String sorted(String name, ObjectNode actual) {
        ObjectNode expected = json(name);
        return expected.equals(actual) ? actual.toPrettyString() : expected.toPrettyString();
    }

    public static void assertEvents(String name, String actual) {
        if (WRITE) {
            write(name, actual);
        }
        assertThat(actual).isEqualTo(new String(bytes(name), StandardCharsets.UTF_8));
    }

    /** A recorded stream through a translation, in pieces of so many bytes. */
    public static String through(VendorStream translation, byte[] recorded, int step) {
        StringBuilder said = new StringBuilder(inPieces(
                piece -> {
                    try {
                        return translation.translate(piece);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                recorded,
                step));
        try {
            return said.append(new String(translation.end(), StandardCharsets.UTF_8))
                    .toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String inPieces(UnaryOperator<byte[]> translation, byte[] recorded, int step) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        for (int at = 0; at < recorded.length; at += step) {
            int end = Math.min(recorded.length - at, step) + at;
            said.writeBytes(translation.apply(Arrays.copyOfRange(recorded, at, end)));
            if (end == recorded.length) {
                break;
            }
        }
        return said.toString(StandardCharsets.UTF_8);
    }

    /** The same however the network cuts it: at once, byte by byte, and in between. */
    public static void assertStream(String recorded, String expected, Supplier<VendorStream> translation) {
        assertEvents(expected, through(translation.get(), bytes(recorded), Integer.MAX_VALUE / 2));
        for (int step : new int[] {1, 2, 7, 64, 1000}) {
            assertThat(through(translation.get(), bytes(recorded), step))
                    .as("in pieces of %d bytes", step)
                    .isEqualTo(new String(bytes(expected), StandardCharsets.UTF_8));
        }
    }

    private static void write(String name, String text) {
        try {
            Files.writeString(FOLDER.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
