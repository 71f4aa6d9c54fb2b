package aigateway.web.provider.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AwsHostsTest {

    private static boolean maySee(String base, Map<String, String> settings) {
        return AwsHosts.mayBeShownTheProcesssCredentials(URI.create(base), settings::get);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://bedrock-runtime.eu-central-1.amazonaws.com",
                "https://BEDROCK-runtime-fips.us-gov-west-1.amazonaws.com:443/",
                "https://bedrock-runtime.cn-north-1.amazonaws.com.cn",
                "https://vpce-0a1b-2c3d.bedrock-runtime.us-east-1.vpce.amazonaws.com"
            })
    void bedrockIsShownThem(String base) {
        assertThat(maySee(base, Map.of())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://bedrock-runtime.eu-central-1.amazonaws.com",
                "https://bedrock-runtime.eu-central-1.amazonaws.com:8443",
                "https://bedrock-runtime.eu-central-1.amazonaws.com.evil.example",
                "https://bucket.s3.eu-central-1.amazonaws.com",
                "https://evil-bedrock-runtime.eu-central-1.amazonaws.com",
                "https://bedrock-runtime.evil.example#.eu-central-1.amazonaws.com",
                "https://proxy.example.com"
            })
    void nobodyElseIs(String base) {
        assertThat(maySee(base, Map.of())).isFalse();
    }

    @Test
    void theOperatorsOwnAddressIs() {
        Map<String, String> told = Map.of("AWS_ENDPOINT_URL_BEDROCK_RUNTIME", "http://proxy.internal:8080/bedrock");

        assertThat(maySee("http://proxy.internal:8080", told)).isTrue();
        assertThat(maySee("http://proxy.internal:8081", told)).isFalse();
        assertThat(maySee("https://proxy.internal:8080", told)).isFalse();
    }
}
