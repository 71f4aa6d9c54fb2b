package aigateway.web.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aigateway.call.ErrorType;
import aigateway.call.GatewayException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FlagTest {

    @ParameterizedTest
    @CsvSource({"true, true", "TRUE, true", "'', true", "false, false", "False, false", ", false"})
    void aFlagIsYesOrNoInAnyCase(String text, boolean meant) {
        assertThat(Flag.of("dryRun", text)).isEqualTo(meant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "0", "yes", "on", " ", "true ", "truth"})
    void whatIsNeitherIsRefusedByName(String text) {
        assertThatThrownBy(() -> Flag.of("dryRun", text))
                .hasMessage("Parameter 'dryRun' must be true or false.")
                .isInstanceOfSatisfying(GatewayException.class, failure -> {
                    assertThat(failure.type()).isEqualTo(ErrorType.BAD_REQUEST);
                    assertThat(failure.param()).isEqualTo("dryRun");
                });
    }
}
