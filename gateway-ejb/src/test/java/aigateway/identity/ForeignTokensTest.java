package aigateway.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aigateway.manifest.type.IdentityProvider;
import aigateway.manifest.type.User;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ForeignTokensTest {

    static final String ISSUER = "https://id.example/realms/acme";
    private static final RSAKey KEY = rsa("key-a");
    private static final RSAKey OTHER = rsa("key-b");

    private final TestIdentity identity = new TestIdentity();
    private final Callers callers = identity.callers;
    private JWKSet published = new JWKSet(KEY.toPublicJWK());
    private int fetches;

    private static RSAKey rsa(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).keyUse(KeyUse.SIGNATURE).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void trust() {
        identity.issuers.fetch = new KeySetFetch() {
            @Override
            public JWKSet fetch(URI address) throws IOException {
                fetches++;
                if (published == null) {
                    throw new IOException("nobody there");
                }
                return published;
            }
        };
        identity.add(new IdentityProvider(
                IdentityProvider.TYPE,
                "acme",
                ISSUER,
                URI.create(ISSUER + "/certs"),
                List.of("gateway"),
                null,
                "groups",
                null));
        identity.issuers.refresh(Runnable::run);
    }

    private JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(List.of("account", "gateway"))
                .subject("0b1c")
                .claim("email", "eve@example.com")
                .claim("groups", List.of("sales"))
                .expirationTime(Date.from(identity.now.plusSeconds(300)));
    }

    private String sign(JWTClaimsSet.Builder claims) {
        return sign(
                claims,
                KEY,
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(KEY.getKeyID()).build());
    }

    private static String sign(JWTClaimsSet.Builder claims, RSAKey key, JWSHeader header) {
        try {
            SignedJWT jwt = new SignedJWT(header, claims.build());
            jwt.sign(new RSASSASigner(key));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void someoneWithoutAManifestIsStillACaller() {
        assertThat(callers.authenticate(sign(claims()))).hasValueSatisfying(caller -> {
            assertThat(caller.subject()).isEqualTo(Subject.user("eve@example.com"));
            assertThat(caller.roles()).containsExactly("member");
            assertThat(caller.subjects())
                    .containsExactlyInAnyOrder("user:eve@example.com", "team:sales", "team:ml", "team:everyone");
            assertThat(caller.keyId()).isNull();
        });
    }

    @Test
    void aUserOfTheGatewaysOwnIsNotForAnIssuerToName() {
        identity.add(new User(User.TYPE, "admin", null, List.of("admin"), null, null));
        identity.add(new User(User.TYPE, "joe@example.com", null, null, "https://other.example", null));

        for (String name : List.of("admin", "bob@example.com", "joe@example.com")) {
            assertThat(callers.authenticate(sign(claims().claim("email", name))))
                    .as(name)
                    .isEmpty();
        }
    }

    @Test
    void aNameThatNoManifestCouldHaveIsNoName() {
        for (String name : List.of("<script>", "a b", "x".repeat(129), "-x", "ü@example.com")) {
            assertThat(callers.authenticate(sign(claims().claim("email", name).subject("0b1c")))
                            .orElseThrow()
                            .subject())
                    .as(name)
                    .isEqualTo(Subject.user("0b1c"));
        }
        assertThat(callers.authenticate(sign(claims().claim("email", "a|b").subject("auth0|1"))))
                .isEmpty();
    }

    @Test
    void aTeamThatIsCalledLikeARoleIsNoRole() {
        Caller caller = callers.authenticate(sign(claims().claim("groups", List.of("admin"))))
                .orElseThrow();

        assertThat(caller.isAdmin()).isFalse();
        assertThat(new CallerToken(caller).getGroups())
                .contains("member", "team:admin")
                .doesNotContain("admin");
    }

    @Test
    void anotherKeyUnderAnIdThatIsKnownIsLookedFor() {
        RSAKey changed = rsa("key-a");
        String token = sign(
                claims(),
                changed,
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("key-a").build());
        published = new JWKSet(changed.toPublicJWK());
        assertThat(callers.authenticate(token)).isEmpty();

        identity.now = identity.now.plusSeconds(10);
        identity.issuers.refresh(Runnable::run);

        assertThat(callers.authenticate(token)).isPresent();
    }

    @Test
    void aManifestOfTheSameNameSaysWhichRoles() {
        assertThat(callers.authenticate(sign(claims().claim("email", "ann@example.com")))
                        .orElseThrow()
                        .isAdmin())
                .isTrue();
    }

    @Test
    void anAddressThatWasNotVerifiedIsNotAName() {
        assertThat(callers.authenticate(
                                sign(claims().claim("email", "ann@example.com").claim("email_verified", false)))
                        .orElseThrow()
                        .subject())
                .isEqualTo(Subject.user("0b1c"));
    }

    @Test
    void teamsMayBeOneText() {
        assertThat(callers.authenticate(sign(claims().claim("groups", "a, b c")))
                        .orElseThrow()
                        .teams())
                .contains("a", "b", "c");
    }

    @Test
    void anotherIssuerIsRefused() {
        assertThat(callers.authenticate(sign(claims().issuer(ISSUER + "/")))).isEmpty();
        assertThat(callers.authenticate(sign(claims().issuer(null)))).isEmpty();
    }

    @Test
    void anotherAudienceIsRefused() {
        assertThat(callers.authenticate(sign(claims().audience("account")))).isEmpty();
        assertThat(callers.authenticate(sign(claims().audience(List.of())))).isEmpty();
    }

    @Test
    void anExpiredOneIsRefusedOnceTheSkewIsOver() {
        String token = sign(claims().expirationTime(Date.from(identity.now.minusSeconds(59))));
        assertThat(callers.authenticate(token)).isPresent();

        identity.now = identity.now.plusSeconds(2);

        assertThat(callers.authenticate(token)).isEmpty();
    }

    @Test
    void oneWithoutAnEndIsRefused() {
        assertThat(callers.authenticate(sign(claims().expirationTime(null)))).isEmpty();
    }

    @Test
    void oneThatIsNotYetValidIsRefused() {
        assertThat(callers.authenticate(sign(claims().notBeforeTime(Date.from(identity.now.plusSeconds(61))))))
                .isEmpty();
        assertThat(callers.authenticate(sign(claims().notBeforeTime(Date.from(identity.now.plusSeconds(59))))))
                .isPresent();
    }

    @Test
    void anotherKeyUnderTheSameIdIsRefused() {
        assertThat(callers.authenticate(sign(
                        claims(),
                        OTHER,
                        new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("key-a").build())))
                .isEmpty();
    }

    @Test
    void theSharedSecretOfAPublicKeyIsRefused() throws Exception {
        for (byte[] secret : List.of(
                KEY.toRSAPublicKey().getEncoded(),
                KEY.toPublicJWK().toJSONString().getBytes("UTF-8"))) {
            SignedJWT jwt = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("key-a").build(), claims().build());
            jwt.sign(new MACSigner(secret));
            assertThat(callers.authenticate(jwt.serialize())).isEmpty();
        }
    }

    @Test
    void aHeaderThatMustBeUnderstoodAndIsNotIsRefused() {
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .keyID("key-a")
                .criticalParams(Set.of("surprise"))
                .customParam("surprise", true)
                .build();

        assertThat(callers.authenticate(sign(claims(), KEY, header))).isEmpty();
    }

    @Test
    void anUnknownKeyIsLookedForAtMostEveryTenSeconds() {
        String token = sign(
                claims(),
                OTHER,
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("key-b").build());
        published = new JWKSet(List.of(KEY.toPublicJWK(), OTHER.toPublicJWK()));

        assertThat(callers.authenticate(token)).isEmpty();
        identity.issuers.refresh(Runnable::run);
        assertThat(fetches).isEqualTo(1);

        identity.now = identity.now.plusSeconds(10);
        identity.issuers.refresh(Runnable::run);
        assertThat(fetches).isEqualTo(2);
        assertThat(callers.authenticate(token)).isPresent();
    }

    @Test
    void keysAreLookedForAgainEveryFiveMinutes() {
        identity.now = identity.now.plusSeconds(299);
        identity.issuers.refresh(Runnable::run);
        assertThat(fetches).isEqualTo(1);

        identity.now = identity.now.plusSeconds(1);
        identity.issuers.refresh(Runnable::run);
        assertThat(fetches).isEqualTo(2);
    }

    @Test
    void issuerThatTakesItsTimeHoldsUpNoOtherAndIsAskedOnce() {
        identity.add(new IdentityProvider(
                IdentityProvider.TYPE,
                "slow",
                "https://slow.example",
                URI.create("https://slow.example/certs"),
                List.of("gateway"),
                null,
                null,
                null));
        List<Runnable> under = new ArrayList<>();
        identity.now = identity.now.plusSeconds(300);

        identity.issuers.refresh(under::add);
        identity.issuers.refresh(under::add);
        assertThat(under).as("one for each issuer").hasSize(2);

        under.forEach(Runnable::run);
        assertThat(fetches).isEqualTo(3);
        identity.now = identity.now.plusSeconds(300);
        identity.issuers.refresh(under::add);
        assertThat(under).as("each is asked again when its time has come").hasSize(4);
    }

    @Test
    void issuerThatFoundNoThreadIsAskedTheNextTime() {
        identity.now = identity.now.plusSeconds(300);
        assertThatThrownBy(() -> identity.issuers.refresh(work -> {
                    throw new RejectedExecutionException();
                }))
                .isInstanceOf(RejectedExecutionException.class);

        identity.issuers.refresh(Runnable::run);

        assertThat(fetches).isEqualTo(2);
    }

    @Test
    void keysAreLookedForThoughTheClockWasSetBack() {
        identity.now = identity.now.minusSeconds(3600);
        identity.issuers.refresh(Runnable::run);
        assertThat(fetches).isEqualTo(2);

        identity.issuers.refresh(Runnable::run);
        assertThat(fetches).isEqualTo(2);
    }

    @Test
    void anIssuerThatIsAwayKeepsTheKeysItHad() {
        published = null;
        identity.now = identity.now.plusSeconds(300);
        identity.issuers.refresh(Runnable::run);

        assertThat(callers.authenticate(sign(claims()))).isPresent();
    }

    @Test
    void anIssuerNoLongerTrustedIsRefusedThoughItsTokenWasJustUsed() {
        String token = sign(claims());
        assertThat(callers.authenticate(token)).isPresent();

        identity.remove("acme");

        assertThat(callers.authenticate(token)).isEmpty();
    }

    @Test
    void theDefaultIssuerComesFromTheSettings() {
        TrustedIssuer issuer = new TrustedIssuer(
                "https://mp.example",
                null,
                new JWKSet(KEY.toPublicJWK()),
                List.of(),
                List.of("upn", "sub"),
                "groups",
                List.of("member"),
                "RS256",
                100);
        TestIdentity other = new TestIdentity(new JwtSettings(Optional.of(issuer), 0));
        JWTClaimsSet.Builder claims = claims().issuer("https://mp.example").claim("upn", "joe");

        String young = sign(claims.issueTime(Date.from(identity.now.minusSeconds(99))));
        String old = sign(claims.issueTime(Date.from(identity.now.minusSeconds(100))));

        assertThat(other.callers.authenticate(young).orElseThrow().subject()).isEqualTo(Subject.user("joe"));
        assertThat(other.callers.authenticate(old)).isEmpty();
        assertThat(other.callers.authenticate(sign(claims.issueTime(null)))).isEmpty();
    }

    @Test
    void issuerThatStaysAwayIsToldNowAndThen() {
        List<String> told = new ArrayList<>();
        Logger logger = Logger.getLogger(IssuerKeys.class.getName());
        Handler ear = new Handler() {
            @Override
            public void publish(LogRecord record) {
                told.add(record.getLevel().getName());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        logger.addHandler(ear);
        try {
            JWKSet keys = published;
            published = null;
            for (int minute = 0; minute < 24; minute++) {
                identity.now = identity.now.plusSeconds(60);
                identity.issuers.miss(
                        identity.issuers.find(ISSUER, identity.current()).orElseThrow());
                identity.issuers.refresh(Runnable::run);
            }
            assertThat(told)
                    .as("at once, after ten minutes and after twenty")
                    .containsExactly("WARNING", "WARNING", "WARNING");

            published = keys;
            identity.now = identity.now.plusSeconds(600);
            identity.issuers.refresh(Runnable::run);
            identity.now = identity.now.plusSeconds(600);
            identity.issuers.refresh(Runnable::run);
            assertThat(told).hasSize(4).endsWith("INFO");
        } finally {
            logger.removeHandler(ear);
        }
    }
}
