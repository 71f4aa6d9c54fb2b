package aigateway.identity;

import aigateway.platform.Settings;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.text.ParseException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the gateway's own tokens say. They name the subject only: teams and roles are looked up when one is used. */
@ApplicationScoped
class GatewayTokens {

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

    JWTClaimsSet claims(String id, Subject subject, Instant now, @Nullable Instant expiresAt) {
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(issuer)
                .audience(issuer)
                .subject(subject.toString())
                .claim("upn", subject.name())
                .jwtID(id)
                .issueTime(Date.from(now));
        if (expiresAt != null) {
            claims.expirationTime(Date.from(expiresAt));
        }
        return claims.build();
    }

    private static boolean isStillOpen(@Nullable Date start, Subject subject, KeyRing ring) {
        return start != null && start.getTime() >= ring.sessionsSince(subject);
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
            if (ring.isSession(id) && !isStillOpen(claims.getIssueTime(), subject.get(), ring)) {
                return Optional.empty();
            }
            Date expiry = claims.getExpirationTime();
            long ends = Math.min(expiry == null ? Long.MAX_VALUE : expiry.getTime(), ring.endOf(id));
            return ends <= clock.millis()
                    ? Optional.empty()
                    : Optional.of(new Verified(id, subject.get(), claims.getClaims(), ends));
        } catch (ParseException e) {
            return Optional.empty();
        }
    }
}
