package aigateway.admin.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import jakarta.faces.convert.ConverterException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings({"DataFlowIssue", "NullAway"})
class LabelsConverterTest {

    private final LabelsConverter converter = new LabelsConverter();

    @Test
    void readsOneLabelFromEachLine() {
        assertThat(converter.getAsObject(null, null, "env = prod\n\nquery=a=b\n"))
                .isEqualTo(Map.ofEntries(entry("env", "prod"), entry("query", "a=b")));
    }

    @Test
    void saysWhichLineIsNoLabel() {
        assertThatThrownBy(() -> converter.getAsObject(null, null, "env"))
                .isInstanceOf(ConverterException.class)
                .hasMessageContaining("'env'");
    }

    @Test
    void everyLabelComesBackAsItWas() {
        List<String> texts = List.of(
                "prod",
                "a,b",
                "a=b",
                "=",
                "\"",
                "\"quoted\"",
                "say \"hi\"",
                "C:\\new",
                " spaces ",
                "two\nlines",
                "cr\r",
                "next\u0085line",
                "tab\tbed",
                "sep\u2028arate",
                "\u00fc\u4f60",
                "#",
                "'",
                "");
        for (String name : texts) {
            for (String value : texts) {
                Map<String, String> labels = Map.of(name, value);

                String shown = converter.getAsString(null, null, labels);

                assertThat(converter.getAsObject(null, null, shown)).as(shown).isEqualTo(labels);
            }
        }
    }

    @Test
    void quotesAreForWhatNeedsThem() {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("env", "prod, and a=b");
        labels.put("a=b", "two\nlines");

        assertThat(converter.getAsString(null, null, labels)).isEqualTo("env=prod, and a=b\n\"a=b\"=\"two\\nlines\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=\"b", "\"a=b", "a=\"b\"c", "a=\"b\" \"c\"", "=b", "a=\"\\x\""})
    void saysWhichLineIsQuotedWrongly(String line) {
        assertThatThrownBy(() -> converter.getAsObject(null, null, line))
                .isInstanceOf(ConverterException.class)
                .hasMessageContaining("'" + line + "'");
    }
}
