package aigateway.web.media;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.call.Operation;
import aigateway.web.json.Json;
import aigateway.web.openai.ChatRequest;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

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

    private static String text(ObjectNode whole, String field) {
        return new String(Base64.getDecoder().decode(whole.path(field).asText()), StandardCharsets.ISO_8859_1);
    }
}
