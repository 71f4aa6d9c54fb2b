package aigateway.identity;

import aigateway.audit.TestAudit;
import aigateway.manifest.Configuration;
import aigateway.manifest.Snapshot;
import aigateway.manifest.Voice;
import aigateway.manifest.type.Manifest;
import aigateway.manifest.type.Secret;
import aigateway.manifest.type.Team;
import aigateway.manifest.type.User;
import aigateway.manifest.type.VirtualAccount;
import aigateway.store.TestTransactions;
import aigateway.store.Watchers;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;

/** {@link Callers} as the container would wire them, over keys and manifests of the test. */
final class TestIdentity implements Configuration {

    Instant now = Instant.parse("2026-03-01T10:00:00Z");
    final ECKey signingKey = signingKey();
    final LiveKeys keys = new LiveKeys();
    final TestTransactions transactions = new TestTransactions();
    final Watchers watchers = transactions.watchers(ForkJoinPool.commonPool());
    final GatewayTokens tokens = new GatewayTokens("default");
    final Directory directory = new Directory();
    final LastUse lastUse = new LastUse();
    final Callers callers = new Callers();
    final IssuerKeys issuers;

    private final InstantSource clock = () -> now;
    private final List<Manifest> manifests = new ArrayList<>(List.of(
            new User(User.TYPE, "ann@example.com", "Ann", List.of("admin"), ForeignTokensTest.ISSUER, null),
            new User(User.TYPE, "bob@example.com", null, null, null, new Secret("bobs-password")),
            new Team(Team.TYPE, "ml", List.of("ann@example.com", "eve@example.com")),
            new VirtualAccount(VirtualAccount.TYPE, "shop", new VirtualAccount.Owner("ml"), null, null, null),
            new VirtualAccount(VirtualAccount.TYPE, "known", null, new Secret("a-token-of-the-manifest"), null, null)));
    private Snapshot snapshot = Snapshot.of(1, "default", manifests);

    TestIdentity() {
        this(new JwtSettings(Optional.empty(), 60));
    }

    TestIdentity(JwtSettings settings) {
        issuers = new IssuerKeys(settings);
        issuers.configuration = this;
        issuers.clock = clock;
        issuers.voice = new Voice();
        tokens.clock = clock;
        directory.configuration = this;
        ForeignTokens foreign = new ForeignTokens();
        foreign.issuers = issuers;
        foreign.directory = directory;
        foreign.clock = clock;
        callers.configuration = this;
        callers.keys = keys;
        callers.gatewayTokens = tokens;
        callers.foreignTokens = foreign;
        callers.directory = directory;
        callers.lastUse = lastUse;
        callers.clock = clock;
        ring(Map.of(), Map.of());
    }

    @Override
    public Snapshot current() {
        return snapshot;
    }

    Sessions sessions(EntityManager entities) {
        Sessions sessions = new Sessions();
        sessions.entities = entities;
        sessions.live = keys;
        sessions.watchers = watchers;
        sessions.tokens = tokens;
        sessions.clock = clock;
        sessions.audit = TestAudit.trail(entities, clock);
        return sessions;
    }

    InstantSource clock() {
        return clock;
    }

    void add(Manifest manifest) {
        manifests.add(manifest);
        snapshot = Snapshot.of(snapshot.version() + 1, "default", manifests);
    }

    void remove(String name) {
        manifests.removeIf(manifest -> manifest.name().equals(name));
        snapshot = Snapshot.of(snapshot.version() + 1, "default", manifests);
    }

    void ring(Map<String, KeyRing.Entry> opaque, Map<String, Long> ends) {
        Map<TokenHash, KeyRing.Entry> byHash = new HashMap<>();
        opaque.forEach((token, entry) -> byHash.put(TokenHash.of(token), entry));
        keys.replace(new KeyRing(keys.current().version() + 1, byHash, ends, Map.of(), List.of(signingKey)));
    }

    JWTClaimsSet claims(Subject subject, String id, Instant expiresAt) {
        return tokens.key(id, subject, now, expiresAt);
    }

    String sign(JWTClaimsSet claims) {
        return keys.current().sign(claims);
    }

    static ECKey signingKey() {
        try {
            return new ECKeyGenerator(Curve.P_256).keyIDFromThumbprint(true).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
