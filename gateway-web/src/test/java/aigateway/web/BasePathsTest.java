package aigateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BasePathsTest {

    @ParameterizedTest
    @CsvSource({
        "http://a:8080/v1/models, /models, http://a:8080/models",
        "http://a/v1/models?b=%2F/v1/&c, /models, http://a/models?b=%2F/v1/&c",
        "http://[::1]:80/openai/v1/models/a%2Fb, /models/a%2Fb, http://[::1]:80/models/a%2Fb",
        "https://a/gateway/v1/models, /gateway/models, https://a/gateway/models",
    })
    void onlyThePathIsAnother(URI asked, String path, URI moved) {
        assertThat(BasePaths.moved(asked, path)).isEqualTo(moved);
    }

    @ParameterizedTest
    @CsvSource({
        "v1/models, models",
        "openai/v1/models, models",
        "api/llm/models, models",
        "api/llm/api/inference/openai/v1/models, models",
        "models, ",
        "v1beta/models, ",
    })
    void prefixesAreTakenAway(String path, String rest) {
        assertThat(BasePaths.withoutBase(path)).isEqualTo(rest);
    }
}
