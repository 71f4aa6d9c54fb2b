package aigateway.identity;

import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.jwt.Claims;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/** The caller as MicroProfile JWT's principal, whatever kind of key it used. It does not hold the key itself. */
public final class CallerToken implements JsonWebToken {

    private final Caller caller;
    private final Map<String, Object> claims;

    public CallerToken(Caller caller) {
        this.caller = caller;
        this.claims = new HashMap<>();
        caller.claims().forEach((name, value) -> claims.put(name, claim(name, value)));
        claims.putIfAbsent(Claims.sub.name(), caller.subject().toString());
        claims.putIfAbsent(Claims.upn.name(), caller.subject().name());
        if (caller.keyId() != null) {
            claims.putIfAbsent(Claims.jti.name(), caller.keyId());
        }
        // Groups are what the gateway says of the caller, never what a token claims of itself. Teams are written as
        // rules
        // write them: one that is called like a role must not look like it.
        Set<String> groups = new LinkedHashSet<>(caller.roles());
        caller.teams().forEach(team -> groups.add(Subject.team(team).toString()));
        claims.put(Claims.groups.name(), Set.copyOf(groups));
    }

    private static Object claim(String name, Object value) {
        if (value instanceof Date date) {
            return date.getTime() / 1000;
        }
        if (name.equals(Claims.aud.name()) && value instanceof Collection<?> many) {
            return Set.copyOf(many);
        }
        return value;
    }

    public Caller caller() {
        return caller;
    }

    @Override
    public String getName() {
        return caller.subject().name();
    }

    @Override
    public Set<String> getClaimNames() {
        return Set.copyOf(claims.keySet());
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway", "TypeParameterUnusedInFormals"}) // The specification's own signature.
    public <T> @Nullable T getClaim(String claimName) {
        return (T) claims.get(claimName);
    }

    @Override
    public String toString() {
        return caller.subject().toString();
    }
}
