package aigateway.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
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
    void addressIsOneOfABroker() {
        assertThat(BrokerSettings.address("tcp://broker:61616")).contains(URI.create("tcp://broker:61616"));
        assertThat(BrokerSettings.address("SSL://broker")).isPresent();
        assertThat(List.of(
                        "broker:61616", "tcp://", "tcps://broker", "tcp://broker:0", "tcp://a b", "tcp://u:p@broker"))
                .allMatch(url -> BrokerSettings.address(url).isEmpty());
    }

    @Test
    void blankAddressIsNone() {
        assertThat(BrokerSettings.read(name -> null, Map.of("GATEWAY_BROKER_URL", " ")::get)
                        .url())
                .isEmpty();
    }
}
