package aigateway.web.media;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.call.ErrorType;
import aigateway.web.call.Failure;
import aigateway.web.openai.ChatRequest;
import aigateway.web.openai.ChatRequestReader;
import aigateway.web.openai.ErrorBody;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MediaEventsTest {

    private static final ChatRequest ASKED = ChatRequestReader.read(
            bytes("{\"model\":\"a/m\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}"));
    private static final Failure FAILURE = Failure.of(ErrorType.UPSTREAM_BROKEN, "in the gateway's words");

    private static final String PICTURE = "event: image_generation.partial_image\n"
            + "data: {\"type\":\"image_generation.partial_image\",\"error\":null,\"b64_json\":\"" + "A".repeat(700_000)
            + "\"}\n\n";
    private static final String ERROR =
            "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"image_generation_user_error\","
                    + "\"code\":\"moderation_blocked\",\"message\":\"Refused with hunter\\/2.\",\"param\":null}}\n\n";

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 300, 16_384, 4_000_000})
    void errorIsToldWithoutWhatTheVendorWasToldInConfidence(int pieces) {
        for (String before : new String[] {"", PICTURE + PICTURE, ": ping\n\n"}) {
            if (pieces < 300 && !before.isEmpty() && before.length() > ERROR.length()) {
                continue;
            }
            MediaEvents stream = new MediaEvents(ASKED);
            ByteArrayOutputStream passed = new ByteArrayOutputStream();

            byte[] all = bytes(before + ERROR + "data: after\n\n");
            for (int at = 0; at < all.length; at += pieces) {
                passed.writeBytes(stream.read(Arrays.copyOfRange(all, at, Math.min(all.length, at + pieces))));
            }
            passed.writeBytes(stream.rest());

            assertThat(passed.toString(StandardCharsets.UTF_8)).isEqualTo(before);
            assertThat(stream.errorBody())
                    .isEqualTo(new ErrorBody(
                            "Refused with hunter/2.", "image_generation_user_error", null, "moderation_blocked"));
            assertThat(stream.error()).isEqualTo("Refused with hunter/2.");
            assertThat(new String(
                            stream.errorEvent(FAILURE, text -> text.replace("hunter/2", "…")), StandardCharsets.UTF_8))
                    .isEqualTo(
                            "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"image_generation_user_error\","
                                    + "\"code\":\"moderation_blocked\",\"message\":\"Refused with ….\",\"param\":null}}\n\n");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void errorBehindALongEventWhoseBlankLineComesInPiecesIsOneToo(int piece) {
        MediaEvents stream = new MediaEvents(ASKED);
        String picture = PICTURE.stripTrailing() + "\r\n\r\n";
        int cut = picture.length() - piece;
        String passed = new String(stream.read(bytes(picture.substring(0, cut))), StandardCharsets.UTF_8);

        passed += new String(stream.read(bytes(picture.substring(cut) + ERROR)), StandardCharsets.UTF_8);

        assertThat(passed).isEqualTo(picture);
        assertThat(stream.error()).isEqualTo("Refused with hunter/2.");
    }

    @Test
    void nothingHasBegunWithHalfAnError() {
        MediaEvents stream = new MediaEvents(ASKED);

        stream.read(bytes(ERROR.substring(0, ERROR.length() - 1)));
        assertThat(stream.hasBegun()).isFalse();
        stream.read(bytes("\n"));

        assertThat(stream.hasBegun()).isFalse();
        assertThat(stream.error()).isNotNull();
    }

    @Test
    void errorWithNothingToHideIsTheVendorsOwn() {
        MediaEvents stream = new MediaEvents(ASKED);
        String error = "data: {\"error\": {\"code\": 429}}\n\n";

        assertThat(stream.read(bytes(error))).isEmpty();

        assertThat(stream.error()).isEqualTo("an error without a message");
        assertThat(stream.errorEvent(FAILURE, text -> text)).isEqualTo(bytes(error));
    }

    @Test
    void errorWithoutBlankLineAtTheEndIsOneToo() {
        MediaEvents stream = new MediaEvents(ASKED);

        assertThat(stream.read(bytes(ERROR.stripTrailing()))).isEmpty();
        stream.isComplete();

        assertThat(stream.error()).isEqualTo("Refused with hunter/2.");
        assertThat(stream.rest()).isEmpty();
    }

    @Test
    void pictureIsNoError() {
        MediaEvents stream = new MediaEvents(ASKED);
        String said = PICTURE + "data: {\"type\":\"transcript.text.delta\",\"delta\":\"\\\"error\\\":{}\"}\n\n";

        assertThat(stream.read(bytes(said))).isEqualTo(bytes(said));

        assertThat(stream.error()).isNull();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
