package aigateway.web.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aigateway.call.ErrorType;
import aigateway.call.GatewayException;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTest {

    private static final Set<String> FIELDS = Set.of("text", "flag", "seconds", "time");

    private static Request read(String body) {
        return Request.read(stream(body.getBytes(StandardCharsets.UTF_8)), FIELDS);
    }

    private static InputStream stream(byte[] bytes) {
        return new ByteArrayInputStream(bytes);
    }

    @Test
    void fieldsAreReadByTheirType() {
        Request request =
                read("""
                {"text": "a", "flag": true, "seconds": 5, "time": "2030-01-31T00:00:00Z"}""");

        assertThat(request.required("text")).isEqualTo("a");
        assertThat(request.flag("flag")).isTrue();
        assertThat(request.seconds("seconds")).isEqualTo(5);
        assertThat(request.instant("time")).contains(Instant.parse("2030-01-31T00:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "{}", "{\"text\": null}"})
    void whatIsLeftOutIsNotThere(String body) {
        assertThat(read(body).string("text")).isEmpty();
        assertThat(read(body).flag("flag")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[]", "1", "{} {}", "{\"text\":1,\"text\":2}", "{\"other\":1}", "nul"})
    void whatIsNotARequestIsRefused(String body) {
        assertThatThrownBy(() -> read(body))
                .isInstanceOfSatisfying(GatewayException.class, failure -> assertThat(failure.type())
                        .isEqualTo(ErrorType.BAD_REQUEST));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text|{\"text\": 1}",
                "flag|{\"flag\": \"true\"}",
                "seconds|{\"seconds\": -1}",
                "seconds|{\"seconds\": 1.5}",
                "time|{\"time\": \"tomorrow\"}",
                "time|{\"time\": \"+999999999-01-01T00:00:00Z\"}",
                "time|{\"time\": \"+10000-01-01T00:00:00Z\"}",
                "time|{\"time\": \"1969-12-31T23:59:59.999Z\"}",
                "text|{\"text\": \"a\\u0000b\"}"
            })
    void aFieldOfTheWrongTypeIsNamed(String name, String body) {
        assertThatThrownBy(() -> {
                    Request request = read(body);
                    request.string("text");
                    request.flag("flag");
                    request.seconds("seconds");
                    request.instant("time");
                })
                .isInstanceOfSatisfying(GatewayException.class, failure -> assertThat(failure.param())
                        .isEqualTo(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1970-01-01T00:00:00Z", "9999-12-31T23:59:59.999999999Z"})
    void timesHaveFourDigitsForTheirYear(String time) {
        assertThat(read("{\"time\": \"" + time + "\"}").instant("time")).contains(Instant.parse(time));
    }

    @Test
    void depthIsBounded() {
        assertThatThrownBy(() -> read("{\"text\":" + "[".repeat(100_000))).isInstanceOf(GatewayException.class);
    }

    @Test
    void lengthIsBounded() {
        assertThatThrownBy(() -> Request.text(stream(new byte[(4 << 20) + 1])))
                .isInstanceOfSatisfying(GatewayException.class, failure -> assertThat(failure.type())
                        .isEqualTo(ErrorType.BODY_TOO_LARGE));
    }

    @Test
    void invalidUtf8IsRefused() {
        assertThatThrownBy(() -> Request.text(stream(new byte[] {(byte) 0xff}))).hasMessageContaining("UTF-8");
    }
}
