package aigateway.admin.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.faces.convert.ConverterException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SessionIdentifiersConverterTest {

    private final SessionIdentifiersConverter converter = new SessionIdentifiersConverter();

    @Test
    void whatIsReadIsWrittenAgain() {
        assertThat(read("headers X-Session\n\n metadata  chat id "))
                .isEqualTo(List.of(
                        Map.of("source", "headers", "key", "X-Session"),
                        Map.of("source", "metadata", "key", "chat id")));
        assertThat(converter.getAsString(null, null, read("headers a\nmetadata b")))
                .isEqualTo("headers a\nmetadata b");
        assertThat(read(" \n")).isNull();
    }

    @Test
    void whatIsNoIdentifierIsSaidToBeNone() {
        assertThatThrownBy(() -> read("x-session")).isInstanceOf(ConverterException.class);
        assertThatThrownBy(() -> read("body x")).isInstanceOf(ConverterException.class);
    }

    private List<?> read(String text) {
        return converter.getAsObject(null, null, text);
    }
}
