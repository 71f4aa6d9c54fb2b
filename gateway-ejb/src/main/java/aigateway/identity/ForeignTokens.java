package aigateway.identity;

import aigateway.manifest.Snapshot;
import aigateway.manifest.type.Manifest;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tokens of the company's own issuers. Only asymmetric algorithms, only with a key the issuer publishes for them. */
@ApplicationScoped
class ForeignTokens {

    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);

    private static final System.Logger LOG = System.getLogger(ForeignTokens.class.getName());
    private static final int MIN_RSA_BITS = 2048;
    private static final DefaultJWSVerifierFactory VERIFIERS = new DefaultJWSVerifierFactory();

    @Inject
    IssuerKeys issuers;

    @Inject
    Directory directory;

    @Inject
    InstantSource clock;

    /** @param endsAt in milliseconds */
    record Verified(Caller caller, long endsAt) {}

    Optional<Verified> verify(SignedJWT jwt, Snapshot snapshot) throws ParseException {
        JWTClaimsSet claims = jwt.getJWTClaimsSet();
        TrustedIssuer issuer = claims.getIssuer() == null
                ? null
                : issuers.find(claims.getIssuer(), snapshot).orElse(null);
        if (issuer == null || !isSigned(jwt, issuer) || !isFor(claims, issuer) || !isInTime(claims, issuer)) {
            return Optional.empty();
        }
        String user = user(claims, issuer);
        if (user == null) {
            return Optional.empty();
        }
        Optional<Caller> caller =
                directory.foreign(user, issuer, teams(claims, issuer), withoutNulls(claims.getClaims()));
        if (caller.isEmpty()) {
            LOG.log(
                    System.Logger.Level.INFO,
                    "A token of {0} for {1} is refused: the user''s manifest does not name that issuer",
                    issuer.issuer(),
                    user);
        }
        long ends = claims.getExpirationTime().getTime() + skewMillis();
        return caller.map(known -> new Verified(known, ends));
    }

    private boolean isSigned(SignedJWT jwt, TrustedIssuer issuer) {
        JWSHeader header = jwt.getHeader();
        JWSAlgorithm algorithm = header.getAlgorithm();
        if (!ALGORITHMS.contains(algorithm)
                || (issuer.algorithm() != null && !issuer.algorithm().equals(algorithm.getName()))) {
            return false;
        }
        List<JWK> candidates = new JWKSelector(JWKMatcher.forJWSHeader(header)).select(issuers.keysOf(issuer));
        boolean signed = candidates.stream().anyMatch(key -> isSignedWith(key, jwt));
        if (!signed) {
            // The key may be new, or another under an id that is known.
            issuers.miss(issuer);
        }
        return signed;
    }

    private static boolean isSignedWith(JWK key, SignedJWT jwt) {
        if (!(key instanceof AsymmetricJWK asymmetric) || (key instanceof RSAKey rsa && rsa.size() < MIN_RSA_BITS)) {
            return false;
        }
        try {
            return jwt.verify(VERIFIERS.createJWSVerifier(jwt.getHeader(), asymmetric.toPublicKey()));
        } catch (JOSEException otherKindOfKey) {
            return false;
        }
    }

    private static boolean isFor(JWTClaimsSet claims, TrustedIssuer issuer) {
        return issuer.audiences().isEmpty() || claims.getAudience().stream().anyMatch(issuer.audiences()::contains);
    }

    private boolean isInTime(JWTClaimsSet claims, TrustedIssuer issuer) {
        long now = clock.millis();
        Date expiry = claims.getExpirationTime();
        Date notBefore = claims.getNotBeforeTime();
        Date issued = claims.getIssueTime();
        if (expiry == null || expiry.getTime() + skewMillis() <= now) {
            return false;
        }
        if (notBefore != null && notBefore.getTime() - skewMillis() > now) {
            return false;
        }
        return issuer.maxAgeSeconds() == 0
                || (issued != null && issued.getTime() + issuer.maxAgeSeconds() * 1000 + skewMillis() > now);
    }

    private long skewMillis() {
        return issuers.settings().clockSkewSeconds() * 1000;
    }

    private static @Nullable String user(JWTClaimsSet claims, TrustedIssuer issuer) {
        for (String name : issuer.userClaims()) {
            boolean doubtful = name.equals("email") && Boolean.FALSE.equals(claims.getClaim("email_verified"));
            if (!doubtful
                    && claims.getClaim(name) instanceof String user
                    && Manifest.NAME.matcher(user).matches()) {
                return user;
            }
        }
        return null;
    }

    /** A list, or one text with the names apart by spaces or commas. */
    private static Set<String> teams(JWTClaimsSet claims, TrustedIssuer issuer) {
        Set<String> teams = new LinkedHashSet<>();
        Object claim = issuer.teamsClaim() == null ? null : claims.getClaim(issuer.teamsClaim());
        if (claim instanceof Collection<?> list) {
            list.forEach(team -> {
                if (team instanceof String name && !name.isBlank()) {
                    teams.add(name);
                }
            });
        } else if (claim instanceof String text) {
            for (String name : text.split("[,\\s]+", -1)) {
                if (!name.isEmpty()) {
                    teams.add(name);
                }
            }
        }
        return teams;
    }

    private static Map<String, Object> withoutNulls(Map<String, Object> claims) {
        Map<String, Object> result = new HashMap<>();
        claims.forEach((name, value) -> {
            if (value != null) {
                result.put(name, value);
            }
        });
        return result;
    }
}
