package aigateway.web.media;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.call.Operation;
import aigateway.web.json.Json;
import aigateway.web.openai.ChatRequest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormFilesTest {

    private static final String JPEG = "\u00ff\u00d8\u00ff\u00e0 and more";
    private static final String GIF = "GIF89a";

    private static final ChatRequest REQUEST = FormRequest.read(
            Operation.IMAGE_EDIT,
            ("--b\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\na/m\r\n"
                            + "--b\r\nContent-Disposition: form-data; name=\"image[]\"; filename=\"a\"\r\n\r\n" + JPEG
                            + "\r\n"
                            + "--b\r\nContent-Disposition: form-data; name=\"prompt\"\r\n\r\nVoil\u00e0\r\n"
                            + "--b\r\nContent-Disposition: form-data; name=\"image[]\"; filename=\"b\"\r\n"
                            + "Content-Type: image/gif\r\n\r\n" + GIF + "\r\n--b--\r\n")
                    .getBytes(StandardCharsets.ISO_8859_1),
            "multipart/form-data; boundary=b",
            () -> null);

    @Test
    void filesStandWhereATranslationPutTheirWords() {
        FormFiles files = ((FormRequest) REQUEST.original()).files();
        ObjectNode told = files.marked(Json.object(REQUEST.body()));
        ObjectNode retold = Json.emptyObject();
        retold.set("second", told.at("/image/1/data"));
        retold.put("ü", "ü").set("first", told.at("/image/0/data"));

        ObjectNode whole = Json.object(files.whole(Json.bytes(retold)));

        assertThat(text(whole, "first")).isEqualTo(JPEG);
        assertThat(text(whole, "second")).isEqualTo(GIF);
        assertThat(whole.path("ü").asText()).isEqualTo("ü");
    }

    @Test
    void typeIsWhatTheFormSaysOrTheFileItself() {
        ObjectNode told = ((FormRequest) REQUEST.original()).files().marked(Json.object(REQUEST.body()));

        assertThat(told.at("/image/0/content_type").asText()).isEqualTo("image/jpeg");
        assertThat(told.at("/image/1/content_type").asText()).isEqualTo("image/gif");
    }

    @Test
    void bodyThatWasNoFormStaysAsItIs() {
        byte[] body = {'{', '}'};

        assertThat(FormFiles.NONE.whole(body)).isSameAs(body);
        assertThat(FormFiles.NONE.marked(Json.emptyObject())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 6143, 6144, 6145, 6146, 12_288, 12_289, 20_000})
    void fileOfAnyLengthIsEncodedAsAWhole(int length) {
        byte[] file = noise(length);
        FormFiles files = files(file);

        ObjectNode whole = Json.object(files.whole(Json.bytes(retold(files))));

        assertThat(whole.path("first").asText()).isEqualTo(Base64.getEncoder().encodeToString(file));
        assertThat(whole.path("again").asText()).isEqualTo(whole.path("first").asText());
    }

    @Test
    void filesAreCopiedOnce() {
        FormFiles files = files(noise(3 << 20));
        byte[] written = Json.bytes(retold(files));
        files.whole(written);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

        long before = threads.getCurrentThreadAllocatedBytes();
        byte[] whole = files.whole(written);
        long taken = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(whole).hasSizeGreaterThan(8 << 20);
        assertThat(taken).isLessThan(whole.length + (100L << 10));
    }

    private static byte[] noise(int length) {
        byte[] noise = new byte[length];
        new Random(length).nextBytes(noise);
        return noise;
    }

    /** Of a request with one picture. */
    private static FormFiles files(byte[] picture) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(("--b\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\na/m\r\n"
                        + "--b\r\nContent-Disposition: form-data; name=\"prompt\"\r\n\r\np\r\n"
                        + "--b\r\nContent-Disposition: form-data; name=\"image\"; filename=\"a\"\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1));
        body.writeBytes(picture);
        body.writeBytes("\r\n--b--\r\n".getBytes(StandardCharsets.ISO_8859_1));
        ChatRequest request = FormRequest.read(
                Operation.IMAGE_EDIT, body.toByteArray(), "multipart/form-data; boundary=b", () -> null);
        return ((FormRequest) request.original()).files();
    }

    /** A translation that wants the picture twice. */
    private static ObjectNode retold(FormFiles files) {
        ObjectNode told = Json.emptyObject();
        told.putObject("image");
        JsonNode word = files.marked(told).at("/image/data");
        ObjectNode retold = Json.emptyObject();
        retold.set("first", word);
        retold.put("between", "ü").set("again", word);
        return retold;
    }

    private static String text(ObjectNode whole, String field) {
        return new String(Base64.getDecoder().decode(whole.path(field).asText()), StandardCharsets.ISO_8859_1);
    }
}
