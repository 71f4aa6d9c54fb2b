package aigateway.manifest.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentsTest {

    private static final String LEGACY = "{\"limit\":%s}";

    @ParameterizedTest
    @ValueSource(strings = {"500.0", "10.0", "0.10", "0", "0.0", "500", "0.0000001", "-2.50", "12345678901234567890"})
    void numbersAreReadBackAsTheyWereWritten(String number) throws RefusedException {
        ObjectNode fromYaml = Documents.read("limit: " + number).get(0);
        ObjectNode fromJson = Documents.read("{\"limit\": " + number + "}").get(0);

        assertThat(Documents.yaml(fromYaml))
                .isEqualTo("limit: " + number + "\n")
                .isEqualTo(Documents.yaml(fromJson));
        assertThat(Documents.json(fromYaml))
                .isEqualTo("{\"limit\":" + number + "}")
                .isEqualTo(Documents.json(fromJson));
        assertThat(Documents.yaml(Documents.stored(Documents.json(fromJson)))).isEqualTo("limit: " + number + "\n");
    }

    /** As they are in databases to which decimals were written without the zeros at their end. */
    @ParameterizedTest
    @CsvSource({"5E+2, 500.0, 500", "1E+1, 10.0, 10", "12, 12.0, 12", "0.1, 0.10, 0.1", "1E-7, 0.00000010, 0.0000001"})
    void numberThatWasStoredOtherwiseIsTheSame(String stored, String applied, String shown) throws RefusedException {
        ObjectNode before = Documents.stored(LEGACY.formatted(stored));

        assertThat(Documents.areSame(before, Documents.read("limit: " + applied).get(0)))
                .isTrue();
        assertThat(Documents.yaml(before)).isEqualTo("limit: " + shown + "\n");
    }

    @ParameterizedTest
    @CsvSource({
        "{limit: 1}, {limit: 2}",
        "{limit: 1}, {limit: '1'}",
        "{limit: 1.0}, {limit: true}",
        "{limit: [1.0]}, '{limit: [1, 1]}'",
        "{limit: 1}, {m: 1}"
    })
    void whatSaysSomethingElseIsNotTheSame(String one, String other) throws RefusedException {
        assertThat(Documents.areSame(
                        Documents.read(one).get(0), Documents.read(other).get(0)))
                .isFalse();
    }

    @Test
    void numberOfAMilliardDigitsIsWrittenWithItsExponent() {
        ObjectNode stored = Documents.stored(LEGACY.formatted("1E+999999999"));

        assertThat(Documents.json(stored)).isEqualTo("{\"limit\":1E+999999999}");
        assertThat(Documents.yaml(stored)).isEqualTo("limit: 1E+999999999\n");
        assertThat(Documents.areSame(stored, Documents.stored(LEGACY.formatted("1E+999999998"))))
                .isFalse();
    }
}
