package aigateway.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class CredentialsTest {

    @Test
    void headersValueGoesWithItsSchemeAndWithout() {
        assertThat(Credentials.removed("invalid token 'hunter2', sent as Bearer hunter2", List.of("Bearer hunter2")))
                .isEqualTo("invalid token '…', sent as …");
    }

    @Test
    void whatBasicEncodesGoesToo() {
        String basic = Base64.getEncoder().encodeToString("publisher:open sesame".getBytes(StandardCharsets.UTF_8));

        assertThat(Credentials.removed(
                        "not " + basic + ", not publisher:open sesame, not 'open sesame' of publisher",
                        List.of("Basic " + basic)))
                .isEqualTo("not …, not …, not '…' of publisher");
    }

    @Test
    void whatBasicEncodesMayLackAName() {
        String basic = Base64.getEncoder().encodeToString("pk-lf-1".getBytes(StandardCharsets.UTF_8));

        assertThat(Credentials.removed("not pk-lf-1", List.of("Basic " + basic)))
                .isEqualTo("not …");
    }

    @Test
    void wordsOfAHeaderThatIsATextStay() {
        assertThat(Credentials.removed("This is not a chat model", List.of("My chat model")))
                .isEqualTo("This is not a chat model");
    }

    @Test
    void partOfALongerOneDoesNotLeaveTheRest() {
        assertThat(Credentials.removed("header tenant-secret-9", List.of("tenant", "tenant-secret-9")))
                .isEqualTo("header …");
    }

    @Test
    void shortWordsAndOrdinaryOnesStay() {
        assertThat(Credentials.removed("The Basic plan has no room for a 1", List.of("1", "Basic !", "no")))
                .isEqualTo("The Basic plan has no room for a 1");
    }
}
