package aigateway.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressPolicyTest {

    private final AddressPolicy strict = new AddressPolicy(List.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.254.169.254/latest/meta-data",
                "http://[fe80::1]/",
                "http://[::ffff:169.254.169.254]/",
                "http://[::ffff:a9fe:a9fe]/",
                "http://[64:ff9b::a9fe:a9fe]/",
                "http://[2002:a9fe:a9fe::1]/",
                "http://[fd00:ec2::254]/",
                "http://100.100.100.200/",
                "http://168.63.129.16/",
                "http://0.0.0.0:8080/",
                "http://[::]/",
                "http://224.0.0.1/",
                "http://255.255.255.255/"
            })
    void linkLocalAndMetadataAddressesAreRefusedWhateverIsAllowed(String address) {
        URI uri = URI.create(address);
        AddressPolicy generous = new AddressPolicy(List.of(HostNames.normalize(uri.getHost()), "169.254.169.254"));

        assertThatThrownBy(() -> generous.check(uri))
                .isInstanceOf(BlockedAddressException.class)
                .hasMessageContaining("never calls");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:11434/v1",
                "http://127.1.2.3/",
                "http://10.0.0.1/",
                "http://172.16.0.1/",
                "http://172.31.255.255/",
                "http://192.168.1.1/",
                "http://100.64.0.1/",
                "http://[::1]/",
                "http://[fc00::1]/",
                "http://[::ffff:10.0.0.1]/",
                "http://[::127.0.0.1]/",
                "http://[64:ff9b::7f00:1]/",
                "http://[64:ff9b:1::7f00:1]/",
                "http://[2002:7f00:1::]/",
                "http://[2001:0:0:0:0:0:80ff:fffe]/",
                "http://localhost/",
                "http://LOCALHOST./",
                "http://ollama.localhost/"
            })
    void privateAddressesAreRefusedWithTheSettingThatAllowsThem(String address) {
        assertThatThrownBy(() -> strict.check(URI.create(address)))
                .isInstanceOf(BlockedAddressException.class)
                .hasMessageContaining("GATEWAY_ALLOWED_PRIVATE_HOSTS");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://api.openai.com/v1",
                "http://8.8.8.8/",
                "https://172.32.0.1/",
                "https://[2606:4700::1111]/",
                "https://1e100.net/",
                "https://example.com./"
            })
    void publicAddressesPass(String address) {
        assertThatCode(() -> strict.check(URI.create(address))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://2130706433/",
                "http://0177.0.0.1/",
                "http://0x7f.1/",
                "http://127.1/",
                "http://0x7f000001/"
            })
    void numbersThatOneMayReadInTwoWaysAreRefused(String address) {
        AddressPolicy generous = new AddressPolicy(List.of("127.0.0.1", "localhost"));
        URI uri = URI.create(address);

        assertThatThrownBy(() -> generous.check(uri)).isInstanceOf(BlockedAddressException.class);
        assertThatThrownBy(() -> generous.resolve(uri.getAuthority())).isInstanceOf(BlockedAddressException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://example.com/",
                "file:///etc/passwd",
                "https://user:secret@example.com/",
                "https:///x",
                "//h/x",
                "http://127.0.0.1./"
            })
    void onlyPlainHttpAddressesPass(String address) {
        assertThatThrownBy(() -> strict.check(URI.create(address)))
                .isInstanceOf(BlockedAddressException.class)
                .hasMessageNotContaining("secret");
    }

    @Test
    void anEntryWithAPortAllowsThatPortOnly() {
        AddressPolicy policy = new AddressPolicy(List.of("localhost:11434", "[::1]:9000", "10.1.2.3"));

        assertThatCode(() -> policy.check(URI.create("http://localhost:11434/v1")))
                .doesNotThrowAnyException();
        assertThatCode(() -> policy.check(URI.create("http://[::1]:9000/"))).doesNotThrowAnyException();
        assertThatCode(() -> policy.check(URI.create("http://10.1.2.3:77/"))).doesNotThrowAnyException();
        assertThatThrownBy(() -> policy.check(URI.create("http://localhost:22/")))
                .isInstanceOf(BlockedAddressException.class);
        assertThatThrownBy(() -> policy.check(URI.create("http://[::1]/"))).isInstanceOf(BlockedAddressException.class);
    }

    @Test
    void aPortThatIsAllowedIsTheOnlyOneForWhateverNamePointsThere() throws Exception {
        AddressPolicy policy = new AddressPolicy(
                List.of("127.0.0.1:11434", "10.1.2.3"),
                host -> addresses(host.startsWith("one.") ? "127.0.0.1" : "10.1.2.3"));

        assertThat(policy.resolve("one.example", 11434)).hasSize(1);
        assertThatThrownBy(() -> policy.resolve("one.example", 22)).isInstanceOf(BlockedAddressException.class);
        assertThat(policy.resolve("any.example")).hasSize(1);
        assertThatThrownBy(() -> policy.resolve("one.example"))
                .as("where nobody says which port")
                .isInstanceOf(BlockedAddressException.class);
    }

    @Test
    void aNameThatPointsInsideIsRefusedWhenItIsConnectedTo() {
        AddressPolicy policy = new AddressPolicy(List.of(), host -> addresses("10.0.0.7"));

        assertThatThrownBy(() -> policy.resolve("innocent.example", 443)).isInstanceOf(BlockedAddressException.class);
    }

    @Test
    void oneInsideAddressAmongManyRefusesTheName() {
        AddressPolicy policy = new AddressPolicy(List.of(), host -> addresses("93.184.216.34", "127.0.0.1"));

        assertThatThrownBy(() -> policy.resolve("half.example", 443)).isInstanceOf(BlockedAddressException.class);
    }

    @Test
    void theAddressThatWasCheckedIsTheOneReturned() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        AddressPolicy policy = new AddressPolicy(
                List.of(), host -> addresses(asked.getAndIncrement() == 0 ? "93.184.216.34" : "127.0.0.1"));

        assertThat(policy.resolve("rebinding.example")).containsExactly(InetAddress.getByName("93.184.216.34"));
        assertThat(asked).hasValue(1);
    }

    @Test
    void anAllowedNameMayPointInsideButNeverAtMetadata() throws Exception {
        AddressPolicy inside = new AddressPolicy(List.of("ollama.internal"), host -> addresses("10.0.0.7"));
        AddressPolicy metadata = new AddressPolicy(List.of("ollama.internal"), host -> addresses("169.254.169.254"));

        assertThat(inside.resolve("Ollama.Internal.", 11434)).hasSize(1);
        assertThatThrownBy(() -> metadata.resolve("ollama.internal", 80)).isInstanceOf(BlockedAddressException.class);
    }

    @Test
    void aTrailingDotChangesNothing() {
        assertThatThrownBy(() -> strict.resolve("169.254.169.254.")).isInstanceOf(BlockedAddressException.class);
        assertThatThrownBy(() -> strict.resolve("127.0.0.1.")).isInstanceOf(BlockedAddressException.class);
    }

    @Test
    void aMisspeltEntryIsNamed() {
        assertThatThrownBy(() -> new AddressPolicy(List.of("localhost:http")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("localhost:http")
                .hasMessageContaining("GATEWAY_ALLOWED_PRIVATE_HOSTS");
    }

    private static InetAddress[] addresses(String... literals) throws UnknownHostException {
        InetAddress[] result = new InetAddress[literals.length];
        for (int i = 0; i < literals.length; i++) {
            result[i] = InetAddress.getByName(literals[i]);
        }
        return result;
    }
}
