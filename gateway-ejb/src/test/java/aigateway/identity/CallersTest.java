package aigateway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.manifest.type.Team;
import aigateway.manifest.type.VirtualAccount;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallersTest {

    private static final Subject SHOP = Subject.virtualAccount("shop");
    private static final Subject ANN = Subject.user("ann@example.com");

    private final TestIdentity identity = new TestIdentity();
    private final Callers callers = identity.callers;

    private KeyRing.Entry key(Subject subject, long endsAt) {
        return new KeyRing.Entry("key-1", subject, endsAt);
    }

    @Test
    void anOpaqueKeyIsItsSubject() {
        identity.ring(Map.of("agw_one", key(SHOP, Long.MAX_VALUE)), Map.of());

        assertThat(callers.authenticate("agw_one")).hasValueSatisfying(caller -> {
            assertThat(caller.subject()).isEqualTo(SHOP);
            assertThat(caller.teams()).containsExactly("ml");
            assertThat(caller.subjects()).containsExactlyInAnyOrder("virtualaccount:shop", "team:ml");
            assertThat(caller.keyId()).isEqualTo("key-1");
        });
    }

    @Test
    void aVirtualAccountIsNeverInTheTeamOfAllUsers() {
        identity.add(new VirtualAccount(
                VirtualAccount.TYPE, "stored", new VirtualAccount.Owner(Team.EVERYONE), null, null, null));
        identity.ring(Map.of("agw_one", key(Subject.virtualAccount("stored"), Long.MAX_VALUE)), Map.of());

        assertThat(callers.authenticate("agw_one")).hasValueSatisfying(caller -> {
            assertThat(caller.teams()).isEmpty();
            assertThat(caller.subjects()).containsExactly("virtualaccount:stored");
        });
    }

    @Test
    void tokensWithACommonPrefixNeverShareAnIdentity() {
        String prefix = "agw_" + "x".repeat(500);
        identity.ring(
                Map.of(
                        prefix + "1", new KeyRing.Entry("1", SHOP, Long.MAX_VALUE),
                        prefix + "2", new KeyRing.Entry("2", ANN, Long.MAX_VALUE)),
                Map.of());

        assertThat(callers.authenticate(prefix + "1").orElseThrow().subject()).isEqualTo(SHOP);
        assertThat(callers.authenticate(prefix + "2").orElseThrow().subject()).isEqualTo(ANN);
        assertThat(callers.authenticate(prefix)).isEmpty();
        assertThat(callers.authenticate(prefix + "12")).isEmpty();
    }

    @Test
    void aRevokedKeyIsRefusedThoughItWasJustUsed() {
        identity.ring(Map.of("agw_one", key(SHOP, Long.MAX_VALUE)), Map.of());
        assertThat(callers.authenticate("agw_one")).isPresent();

        identity.ring(Map.of(), Map.of());

        assertThat(callers.authenticate("agw_one")).isEmpty();
    }

    @Test
    void anExpiringKeyIsNotRememberedPastItsEnd() {
        identity.ring(Map.of("agw_one", key(SHOP, identity.now.plusSeconds(5).toEpochMilli())), Map.of());
        assertThat(callers.authenticate("agw_one")).isPresent();

        identity.now = identity.now.plusSeconds(5);

        assertThat(callers.authenticate("agw_one")).isEmpty();
    }

    @Test
    void aSignedKeyIsItsSubjectWithTheRolesOfNow() {
        String token = identity.sign(identity.claims(ANN, "id-1", null));

        assertThat(callers.authenticate(token)).hasValueSatisfying(caller -> {
            assertThat(caller.displayName()).isEqualTo("Ann");
            assertThat(caller.isAdmin()).isTrue();
            assertThat(caller.subjects()).containsExactlyInAnyOrder("user:ann@example.com", "team:ml", "team:everyone");
        });
    }

    @Test
    void aSignedKeyEndsWhenItsRowSaysSo() {
        String token = identity.sign(identity.claims(ANN, "id-1", null));
        assertThat(callers.authenticate(token)).isPresent();

        identity.ring(Map.of(), Map.of("id-1", identity.now.toEpochMilli()));

        assertThat(callers.authenticate(token)).isEmpty();
    }

    @Test
    void aSignedKeyWhoseRowNobodyHasSeenEndsAfterAMoment() {
        String token = identity.sign(identity.claims(ANN, "id-1", null));
        assertThat(callers.authenticate(token)).isPresent();

        identity.now = identity.now.plusSeconds(61);
        assertThat(callers.authenticate(token)).isEmpty();

        identity.ring(Map.of(), Map.of("id-1", Long.MAX_VALUE));
        assertThat(callers.authenticate(token)).isPresent();
    }

    @Test
    void aSignedKeyEndsWithItsExpiry() {
        String token = identity.sign(identity.claims(ANN, "id-1", identity.now.plusSeconds(60)));
        assertThat(callers.authenticate(token)).isPresent();

        identity.now = identity.now.plus(Duration.ofSeconds(60));

        assertThat(callers.authenticate(token)).isEmpty();
    }

    @Test
    void aKeyOfASubjectThatIsGoneIsRefused() {
        identity.ring(Map.of("agw_one", key(SHOP, Long.MAX_VALUE)), Map.of());
        String token = identity.sign(identity.claims(ANN, "id-1", null));
        assertThat(callers.authenticate("agw_one")).isPresent();
        assertThat(callers.authenticate(token)).isPresent();

        identity.remove("shop");
        identity.remove("ann@example.com");

        assertThat(callers.authenticate("agw_one")).isEmpty();
        assertThat(callers.authenticate(token)).isEmpty();
    }

    @Test
    void aTokenOfTheManifestIsItsVirtualAccount() {
        assertThat(callers.authenticate("a-token-of-the-manifest").orElseThrow().subject())
                .isEqualTo(Subject.virtualAccount("known"));
    }

    @Test
    void theUseOfATokenOfTheManifestIsNotedUnderItsSubject() {
        identity.callers.authenticate("a-token-of-the-manifest");

        assertThat(identity.lastUse.unwritten()).containsOnlyKeys("virtualaccount:known");
    }

    @Test
    void aTokenNobodySignedIsRefused() {
        JWTClaimsSet claims = identity.claims(ANN, "id-1", null);

        assertThat(callers.authenticate(new PlainJWT(claims).serialize())).isEmpty();
        String header = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8));
        String body = identity.sign(claims).split("\\.")[1];
        assertThat(callers.authenticate(header + '.' + body + '.')).isEmpty();
        assertThat(callers.authenticate(header + '.' + body + ".AA")).isEmpty();
    }

    @Test
    void aTokenSignedWithTheHashOfThePublicKeyIsRefused() throws Exception {
        byte[] publicKey = identity.signingKey.toECPublicKey().getEncoded();
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256)
                        .keyID(identity.signingKey.getKeyID())
                        .build(),
                identity.claims(ANN, "id-1", null));
        jwt.sign(new MACSigner(Arrays.copyOf(publicKey, 64)));

        assertThat(callers.authenticate(jwt.serialize())).isEmpty();
    }

    @Test
    void aTokenOfAnotherKeyUnderTheSameIdIsRefused() throws Exception {
        ECKey other = TestIdentity.signingKey();
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .keyID(identity.signingKey.getKeyID())
                        .build(),
                identity.claims(ANN, "id-1", null));
        jwt.sign(new ECDSASigner(other));

        assertThat(callers.authenticate(jwt.serialize())).isEmpty();
    }

    @Test
    void everyChangedCharacterOfATokenIsNoticed() {
        String token = identity.sign(identity.claims(ANN, "id-1", null));
        // The last character of a signature holds bits that do not count, so two texts can be one signature.
        for (int i = 0; i < token.length() - 1; i += 7) {
            char changed = token.charAt(i) == 'A' ? 'B' : 'A';
            String tampered = token.substring(0, i) + changed + token.substring(i + 1);
            assertThat(callers.authenticate(tampered)).as("changed at " + i).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "'; DROP TABLE access_key; --", "\"", "a\0b", "a\r\nb", "a.b.c", "...", "{}", "\uD800"})
    void nonsenseIsNobody(String token) {
        assertThat(callers.authenticate(token)).isEmpty();
    }

    @Test
    void aHugeTokenIsNobody() {
        assertThat(callers.authenticate("x".repeat(64 * 1024))).isEmpty();
        assertThat(callers.authenticate("a.".repeat(32 * 1024))).isEmpty();
    }

    @Test
    void theLastUseIsNotedOnceAMinute() {
        identity.ring(Map.of("agw_one", key(SHOP, Long.MAX_VALUE)), Map.of());
        callers.authenticate("agw_one");
        Map<String, Long> first = identity.lastUse.unwritten();
        identity.lastUse.written(first);
        callers.authenticate("agw_one");

        assertThat(first).containsEntry("key-1", identity.now.toEpochMilli());
        assertThat(identity.lastUse.unwritten()).isEmpty();

        identity.now = identity.now.plusSeconds(61);
        callers.authenticate("agw_one");
        assertThat(identity.lastUse.unwritten()).containsOnlyKeys("key-1");
    }
}
