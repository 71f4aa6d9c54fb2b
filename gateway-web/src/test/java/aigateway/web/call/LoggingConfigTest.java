package aigateway.web.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aigateway.call.GatewayException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoggingConfigTest {

    @Test
    void everythingIsToldUnlessTheCallerSaysOtherwise() {
        assertThat(LoggingConfig.parse(null)).isEqualTo(new LoggingConfig(true, null));
        assertThat(LoggingConfig.parse("{}")).isEqualTo(new LoggingConfig(true, null));
        assertThat(LoggingConfig.parse("{\"enabled\":false}").enabled()).isFalse();
    }

    @Test
    void projectIsOneOfTheTenants() {
        LoggingConfig asked = LoggingConfig.parse("{\"tracing_project_fqn\":\"acme:tracing-project:bots\"}");

        assertThat(asked.projectOf("acme")).isEqualTo("acme:tracing-project:bots");
        assertThatThrownBy(() -> asked.projectOf("other"))
                .isInstanceOf(GatewayException.class)
                .hasMessageContaining("another tenant");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "zz",
                "[]",
                "{\"enabled\":\"no\"}",
                "{\"tracing_project_fqn\":7}",
                "{\"tracing_project_fqn\":\"bots\"}",
                "{\"enable\":false}",
                "{\"enabled\":false} x"
            })
    void whatIsNoSettingIsRefused(String header) {
        assertThatThrownBy(() -> LoggingConfig.parse(header))
                .isInstanceOf(GatewayException.class)
                .hasMessageContaining(LoggingConfig.HEADER);
    }
}
