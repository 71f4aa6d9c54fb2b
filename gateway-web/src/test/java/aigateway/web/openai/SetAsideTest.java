package aigateway.web.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** A body without its pictures, and with them again. */
class SetAsideTest {

    private static final String PICTURE = "iVBORw0KGgo+/_-=".repeat(SetAside.SHORTEST / 16);
    private static final String OTHER = PICTURE + "AAAA";

    @Test
    void picturesAreSetAsideAndComeBack() {
        byte[] body =
                bytes("{\"a\":\"data:image/png;base64," + PICTURE + "\",\"b\":[\"" + OTHER + "\"],\"c\":\"text\"}");

        SetAside pictures = SetAside.of(body);

        assertThat(new String(pictures.rest(), StandardCharsets.US_ASCII))
                .hasSizeLessThan(300)
                .contains("data:image/png;base64,", "\"c\":\"text\"")
                .doesNotContain("iVBORw0KGgo");
        assertThat(pictures.whole(pictures.rest())).isEqualTo(body);
    }

    @Test
    void eachComesBackWhereItWentTo() {
        SetAside pictures = SetAside.of(bytes("[\"" + PICTURE + "\",\"" + OTHER + "\"]"));
        String rest = new String(pictures.rest(), StandardCharsets.US_ASCII);
        String first = rest.substring(2, rest.indexOf("\",\""));
        String second = rest.substring(rest.indexOf("\",\"") + 3, rest.length() - 2);

        assertThat(pictures.whole(bytes("<" + second + "|" + first + "|" + second)))
                .isEqualTo(bytes("<" + OTHER + "|" + PICTURE + "|" + OTHER));
    }

    @Test
    void whatIsShortOrNotABarePieceStays() {
        for (String stays : new String[] {
            "{\"a\":\"" + PICTURE.substring(1) + "\"}",
            "{\"a\":\"\\u0041" + PICTURE + "\"}",
            "{\"a\":\"" + PICTURE + "\\n\"}",
            "{\"a\":\"" + PICTURE + " and more\"}",
            "{\"a\":\"thoughts.v1." + PICTURE + "\"}",
            PICTURE
        }) {
            assertThat(SetAside.of(bytes(stays)).rest()).isEqualTo(bytes(stays));
        }
    }

    @Test
    void nobodyCanSayTheWordOfAnother() {
        byte[] body = bytes("[\"" + PICTURE + "\"]");
        byte[] one = SetAside.of(body).rest();

        assertThat(SetAside.of(body).whole(one)).isEqualTo(one);
    }

    @Test
    void textOfLettersCountsByItsLengthAndAPictureByOneSum() {
        SetAside pictures = SetAside.of(bytes("[\"" + PICTURE + "\",\"data:image/png;base64," + PICTURE + "\"]"));

        assertThat(pictures.tokens(pictures.rest())).isEqualTo(SetAside.SHORTEST / 4 + 1000);
    }

    @Test
    void everyPlaceOfAPieceIsFound() {
        for (int before = 0; before < 40; before++) {
            byte[] body = new byte[before + 2 + SetAside.SHORTEST];
            Arrays.fill(body, (byte) 'A');
            Arrays.fill(body, 0, before, (byte) ' ');
            body[before] = '"';
            body[body.length - 1] = '"';

            assertThat(SetAside.of(body).rest()).hasSizeLessThan(150);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
