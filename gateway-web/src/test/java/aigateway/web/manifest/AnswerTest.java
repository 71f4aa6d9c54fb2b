package aigateway.web.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.manifest.StoredManifest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AnswerTest {

    @Test
    void numbersAreSaidAsTheyWereWritten() {
        String json = "{\"limit_to\":500.0,\"cost\":0.00000012345678901234567890,\"weight\":50}";
        StoredManifest stored = new StoredManifest("k", "k/t", "n", "", json, 1, "ann", Instant.EPOCH);

        byte[] said = Answer.bytes(Answer.manifest(stored));

        assertThat(new String(said, StandardCharsets.UTF_8)).contains("\"manifest\":" + json);
    }

    @Test
    void numbersAreTakenAsTheyAreWritten() {
        String json = "{\"limit_to\":500.0,\"cost\":0.12345678901234567890}";

        assertThat(Request.parse(json).path("cost").decimalValue().toPlainString())
                .isEqualTo("0.12345678901234567890");
        assertThat(Request.parse(json).path("limit_to").decimalValue().toPlainString())
                .isEqualTo("500.0");
    }
}
