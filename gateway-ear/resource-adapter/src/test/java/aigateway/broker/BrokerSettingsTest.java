package aigateway.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BrokerSettingsTest {

    @Test
    void brokerIsInsideUnlessOneIsNamed() {
        BrokerSettings settings = BrokerSettings.read(name -> null, Map.of("GATEWAY_DATA_DIR", "/var/gateway")::get);

        assertThat(settings.url()).isEmpty();
        assertThat(settings.dataDir()).isEqualTo(Path.of("/var/gateway"));
    }

    @Test
    void systemPropertyWinsOverEnvironment() {
        BrokerSettings settings = BrokerSettings.read(
                Map.of("gateway.broker.url", "tcp://a:1")::get, Map.of("GATEWAY_BROKER_URL", "tcp://b:2")::get);

        assertThat(settings.url()).contains("tcp://a:1");
    }

    @Test
    void blankAddressIsNone() {
        assertThat(BrokerSettings.read(name -> null, Map.of("GATEWAY_BROKER_URL", " ")::get)
                        .url())
                .isEmpty();
    }
}
