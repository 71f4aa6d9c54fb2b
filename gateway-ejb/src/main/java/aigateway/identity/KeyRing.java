package aigateway.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything this process knows of keys, as it was at one version. Immutable.
 *
 * @param opaque keys that stand for themselves, by hash
 * @param ends when signed keys end by what was decided after they were signed, by id, in milliseconds; of sessions only
 *     those that were ended
 * @param sessionsSince when sessions began to count, by subject, in milliseconds; those before it are over
 */
public record KeyRing(
        long version,
        Map<TokenHash, Entry> opaque,
        Map<String, Long> ends,
        Map<String, Long> sessionsSince,
        List<ECKey> signingKeys) {

    static final KeyRing EMPTY = new KeyRing(-1, Map.of(), Map.of(), Map.of(), List.of());

    record Entry(String id, Subject subject, long endsAt) {}

    public KeyRing {
        opaque = Map.copyOf(opaque);
        ends = Map.copyOf(ends);
        sessionsSince = Map.copyOf(sessionsSince);
        signingKeys = List.copyOf(signingKeys);
    }

    static KeyRing of(
            long version,
            List<AccessKeyRow> rows,
            List<EndedSessionRow> endedSessions,
            List<SessionsSinceRow> sessionsSince,
            List<ECKey> signingKeys) {
        Map<TokenHash, Entry> opaque = new HashMap<>();
        Map<String, Long> ends = new HashMap<>();
        for (AccessKeyRow row : rows) {
            AccessKey key = row.key();
            if (key.form() == AccessKey.Form.OPAQUE) {
                opaque.put(row.hash(), new Entry(key.id(), key.subject(), row.endsAt()));
            } else {
                ends.put(key.id(), row.endsAt());
            }
        }
        endedSessions.forEach(session -> ends.put(session.id(), 0L));
        Map<String, Long> since = new HashMap<>();
        sessionsSince.forEach(row -> since.put(row.subject(), row.since()));
        return new KeyRing(version, opaque, ends, since, signingKeys);
    }

    /** When a signed key ends at the latest, in milliseconds. */
    long endOf(String keyId) {
        return ends.getOrDefault(keyId, Long.MAX_VALUE);
    }

    /** From when on sessions of a subject count, in milliseconds. */
    long sessionsSince(Subject subject) {
        return sessionsSince.getOrDefault(subject.toString(), 0L);
    }

    /** Whether something signed has a row: every key has one, and of sessions those that were ended. */
    boolean knows(String keyId) {
        return ends.containsKey(keyId);
    }

    String sign(JWTClaimsSet claims) {
        if (signingKeys.isEmpty()) {
            throw new IllegalStateException("The gateway has no signing key that it can read");
        }
        ECKey key = signingKeys.get(0);
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .type(JOSEObjectType.JWT)
                        .keyID(key.getKeyID())
                        .build(),
                claims);
        try {
            jwt.sign(new ECDSASigner(key));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException("A token could not be signed", e);
        }
    }

    /** Whether one of the gateway's own keys signed it, with the algorithm the gateway signs with. */
    boolean signed(SignedJWT jwt) {
        if (!JWSAlgorithm.ES256.equals(jwt.getHeader().getAlgorithm())) {
            return false;
        }
        Optional<ECKey> key = signingKeys.stream()
                .filter(it -> it.getKeyID().equals(jwt.getHeader().getKeyID()))
                .findFirst();
        try {
            return key.isPresent() && jwt.verify(new ECDSAVerifier(key.get().toPublicJWK()));
        } catch (JOSEException e) {
            return false;
        }
    }
}
