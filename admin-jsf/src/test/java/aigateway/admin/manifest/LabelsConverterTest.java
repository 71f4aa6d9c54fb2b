package aigateway.admin.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import jakarta.faces.convert.ConverterException;
import org.junit.jupiter.api.Test;

@SuppressWarnings({"DataFlowIssue", "NullAway"})
class LabelsConverterTest {

    private final LabelsConverter converter = new LabelsConverter();

    @Test
    void readsOneLabelFromEachLine() {
        assertThat(converter.getAsObject(null, null, "env = prod\n\nquery=a=b\n"))
                .isEqualTo(java.util.Map.ofEntries(entry("env", "prod"), entry("query", "a=b")));
    }

    @Test
    void saysWhichLineIsNoLabel() {
        assertThatThrownBy(() -> converter.getAsObject(null, null, "env"))
                .isInstanceOf(ConverterException.class)
                .hasMessageContaining("'env'");
    }
}
