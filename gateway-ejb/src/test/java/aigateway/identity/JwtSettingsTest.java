package aigateway.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aigateway.platform.Settings;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JwtSettingsTest {

    private static JwtSettings settings(String... namesAndValues) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put("mp.jwt.verify." + namesAndValues[i], namesAndValues[i + 1]);
        }
        return JwtSettings.of(new Settings(new TestConfig(values)));
    }

    @Test
    void withoutAnIssuerThereIsNone() {
        assertThat(settings().defaultIssuer()).isEmpty();
        assertThat(settings().clockSkewSeconds()).isEqualTo(60);
    }

    @Test
    void aKeySetElsewhereIsFetched() {
        TrustedIssuer issuer = settings(
                        "issuer", "https://id.example",
                        "publickey.location", "https://id.example/jwks",
                        "publickey.algorithm", "ES256",
                        "audiences", "a, b",
                        "token.age", "30",
                        "clock.skew", "5")
                .defaultIssuer()
                .orElseThrow();

        assertThat(issuer.fetchedFrom()).contains(URI.create("https://id.example/jwks"));
        assertThat(issuer.audiences()).containsExactly("a", "b");
        assertThat(issuer.algorithm()).isEqualTo("ES256");
        assertThat(issuer.maxAgeSeconds()).isEqualTo(30);
    }

    @Test
    void aKeyInAFileIsReadAsPemOrAsJwk(@TempDir Path folder) throws Exception {
        RSAKey key = new RSAKeyGenerator(2048).keyID("k").generate();
        String pem = "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(key.toRSAPublicKey().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
        for (String text : new String[] {
            pem,
            key.toPublicJWK().toJSONString(),
            "{\"keys\":[" + key.toPublicJWK().toJSONString() + "]}"
        }) {
            Path file = Files.writeString(folder.resolve("key"), text);
            for (String location : new String[] {file.toString(), file.toUri().toString()}) {
                TrustedIssuer issuer = settings("issuer", "i", "publickey.location", location)
                        .defaultIssuer()
                        .orElseThrow();
                assertThat(issuer.fixedKeys().getKeys().get(0).toRSAKey().toRSAPublicKey())
                        .isEqualTo(key.toRSAPublicKey());
            }
        }
    }

    @Test
    void anEllipticKeyIsReadAsPemToo(@TempDir Path folder) throws Exception {
        ECKey key = TestIdentity.signingKey();
        String pem = "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(key.toECPublicKey().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";

        TrustedIssuer issuer =
                settings("issuer", "i", "publickey", pem).defaultIssuer().orElseThrow();

        assertThat(issuer.fixedKeys().getKeys().get(0).toECKey().toECPublicKey())
                .isEqualTo(key.toECPublicKey());
    }

    @Test
    void aSettingThatCannotBeUsedIsNamed(@TempDir Path folder) throws Exception {
        Path nonsense = Files.writeString(folder.resolve("key"), "nonsense");

        assertThatThrownBy(() -> settings("issuer", "i")).hasMessageContaining("MP_JWT_VERIFY_PUBLICKEY_LOCATION");
        assertThatThrownBy(() -> settings("issuer", "i", "publickey.location", "/nowhere/key"))
                .hasMessageContaining("MP_JWT_VERIFY_PUBLICKEY_LOCATION");
        assertThatThrownBy(() -> settings("issuer", "i", "publickey.location", nonsense.toString()))
                .hasMessageContaining("MP_JWT_VERIFY_PUBLICKEY_LOCATION")
                .hasMessageContaining("neither a PEM key nor a JWK");
        assertThatThrownBy(() -> settings("clock.skew", "PT5S"))
                .hasMessageContaining("MP_JWT_VERIFY_CLOCK_SKEW is 'PT5S'");
    }
}
