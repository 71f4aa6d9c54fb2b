package aigateway.identity;

import aigateway.manifest.Configuration;
import aigateway.manifest.Derived;
import aigateway.manifest.Snapshot;
import aigateway.manifest.type.Secret;
import aigateway.platform.HotPath;
import com.nimbusds.jwt.SignedJWT;
import jakarta.inject.Inject;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Turns what a client presents into a caller, from memory alone. An answer is remembered under the hash of the whole
 * token for as long as nothing changed that it was made from, and never past the token's end.
 */
@HotPath
public class Callers {

    /** Longer than any sensible token; what is longer is not even hashed. */
    static final int MAX_TOKEN = 16 * 1024;

    private static final int MAX_REMEMBERED = 20_000;
    private static final long FOREIGN_TOKEN_MILLIS = 60_000;

    private final Map<TokenHash, Known> remembered = new ConcurrentHashMap<>();
    private final Derived<Map<TokenHash, Subject>> manifestTokens = new Derived<>(Callers::manifestTokens);

    @Inject
    Configuration configuration;

    @Inject
    LiveKeys keys;

    @Inject
    GatewayTokens gatewayTokens;

    @Inject
    ForeignTokens foreignTokens;

    @Inject
    Directory directory;

    @Inject
    LastUse lastUse;

    @Inject
    InstantSource clock;

    /**
     * A caller, valid while nothing it was made from has changed.
     *
     * @param use as {@link LastUse} calls what it came with; null for a foreign token
     */
    private record Known(Caller caller, @Nullable String use, Snapshot snapshot, KeyRing ring, long endsAt) {

        @SuppressWarnings("ReferenceEquality") // every change of the configuration or the keys makes a new object
        boolean holds(Snapshot currentSnapshot, KeyRing currentRing, long now) {
            return snapshot == currentSnapshot && ring == currentRing && endsAt > now;
        }
    }

    /** @return empty for every token that is not good, whatever the reason */
    public Optional<Caller> authenticate(String token) {
        if (token.isEmpty() || token.length() > MAX_TOKEN) {
            return Optional.empty();
        }
        TokenHash hash = TokenHash.of(token);
        long now = clock.millis();
        Snapshot snapshot = configuration.current();
        KeyRing ring = keys.current();
        Known known = remembered.get(hash);
        if (known == null || !known.holds(snapshot, ring, now)) {
            known = recognise(token, hash, snapshot, ring, now);
            if (known == null) {
                remembered.remove(hash);
                return Optional.empty();
            }
            remember(hash, known);
        }
        if (known.use != null) {
            lastUse.note(known.use, now);
        }
        return Optional.of(known.caller);
    }

    private void remember(TokenHash hash, Known known) {
        if (remembered.size() >= MAX_REMEMBERED) {
            remembered.clear();
        }
        remembered.put(hash, known);
    }

    private @Nullable Known recognise(String token, TokenHash hash, Snapshot snapshot, KeyRing ring, long now) {
        KeyRing.Entry key = ring.opaque().get(hash);
        if (key != null) {
            return key.endsAt() <= now
                    ? null
                    : known(key.subject(), key.id(), key.id(), Map.of(), snapshot, ring, key.endsAt());
        }
        Subject owner = manifestTokens.from(snapshot).get(hash);
        if (owner != null) {
            return known(owner, null, owner.toString(), Map.of(), snapshot, ring, Long.MAX_VALUE);
        }
        return token.indexOf('.') < 0 ? null : recogniseJwt(token, snapshot, ring, now);
    }

    private @Nullable Known recogniseJwt(String token, Snapshot snapshot, KeyRing ring, long now) {
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            if (!gatewayTokens.issued(jwt.getJWTClaimsSet())) {
                // Its issuer's keys may change without anything here changing: look again before long.
                return foreignTokens
                        .verify(jwt, snapshot)
                        .map(it -> new Known(
                                it.caller(), null, snapshot, ring, Math.min(it.endsAt(), now + FOREIGN_TOKEN_MILLIS)))
                        .orElse(null);
            }
            return gatewayTokens
                    .verify(jwt, ring)
                    .map(it -> known(it.subject(), it.keyId(), it.keyId(), it.claims(), snapshot, ring, it.endsAt()))
                    .orElse(null);
        } catch (ParseException | RuntimeException unreadable) {
            // Whatever a hostile token does to the parser, it is no token.
            return null;
        }
    }

    private @Nullable Known known(
            Subject subject,
            @Nullable String keyId,
            @Nullable String use,
            Map<String, Object> claims,
            Snapshot snapshot,
            KeyRing ring,
            long endsAt) {
        return directory
                .find(subject, keyId, claims)
                .map(caller -> new Known(caller, use, snapshot, ring, endsAt))
                .orElse(null);
    }

    private static Map<TokenHash, Subject> manifestTokens(Snapshot snapshot) {
        Map<TokenHash, Subject> result = new HashMap<>();
        snapshot.virtualAccounts().values().forEach(account -> {
            Secret token = account.token();
            if (token != null) {
                result.put(TokenHash.of(token.value()), Subject.virtualAccount(account.name()));
            }
        });
        return result;
    }
}
