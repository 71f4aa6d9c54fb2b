package aigateway.identity;

import aigateway.platform.Settings;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the gateway's own tokens say. They name the subject only: teams and roles are looked up when one is used. A session
 * says that it is one, since no row does; a key without its row is good for the moment until every node has read it, and
 * no longer: where a database lost it nobody could see it or take it back.
 */
@ApplicationScoped
class GatewayTokens {

    /** OpenID Connect's claim for it. */
    private static final String SESSION = "sid";

    private static final Duration MOMENT = Duration.ofMinutes(1);

    private final String issuer;

    @Inject
    InstantSource clock;

    GatewayTokens() {
        this(Settings.ofThisProcess().tenant());
    }

    GatewayTokens(String tenant) {
        this.issuer = "ai-gateway/" + tenant;
    }

    /** A token that was found good, and until when in milliseconds. */
    record Verified(String keyId, Subject subject, Map<String, Object> claims, long endsAt) {}

    boolean issued(JWTClaimsSet claims) {
        return issuer.equals(claims.getIssuer());
    }

    JWTClaimsSet key(String id, Subject subject, Instant now, @Nullable Instant expiresAt) {
        JWTClaimsSet.Builder claims = claims(id, subject, now);
        if (expiresAt != null) {
            claims.expirationTime(Date.from(expiresAt));
        }
        return claims.build();
    }

    JWTClaimsSet session(String id, Subject subject, Instant start, Instant end) {
        return claims(id, subject, start)
                .expirationTime(Date.from(end))
                .claim(SESSION, id)
                .build();
    }

    private JWTClaimsSet.Builder claims(String id, Subject subject, Instant now) {
        return new JWTClaimsSet.Builder()
                .issuer(issuer)
                .audience(issuer)
                .subject(subject.toString())
                .claim("upn", subject.name())
                .jwtID(id)
                .issueTime(Date.from(now));
    }

    /** When one without a row ends, in milliseconds. */
    private static long endWithoutRow(JWTClaimsSet claims, Subject subject, KeyRing ring) {
        Date start = claims.getIssueTime();
        if (start == null) {
            return 0;
        }
        if (claims.getClaim(SESSION) == null) {
            return start.getTime() + MOMENT.toMillis();
        }
        return start.getTime() >= ring.sessionsSince(subject) ? Long.MAX_VALUE : 0;
    }

    Optional<Verified> verify(SignedJWT jwt, KeyRing ring) {
        if (!ring.signed(jwt)) {
            return Optional.empty();
        }
        try {
            JWTClaimsSet claims = jwt.getJWTClaimsSet();
            Optional<Subject> subject = Optional.ofNullable(claims.getSubject()).flatMap(Subject::parse);
            String id = claims.getJWTID();
            if (subject.isEmpty() || id == null || !claims.getAudience().contains(issuer)) {
                return Optional.empty();
            }
            Date expiry = claims.getExpirationTime();
            long ends = Math.min(
                    expiry == null ? Long.MAX_VALUE : expiry.getTime(),
                    ring.knows(id) ? ring.endOf(id) : endWithoutRow(claims, subject.get(), ring));
            return ends <= clock.millis()
                    ? Optional.empty()
                    : Optional.of(new Verified(id, subject.get(), claims.getClaims(), ends));
        } catch (ParseException e) {
            return Optional.empty();
        }
    }
}
