package aigateway.identity;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The authenticated party behind a request.
 *
 * @param teams names of the teams it belongs to (a user's teams, a virtual account's owner)
 * @param roles {@code admin}, {@code member} or the name of a custom role
 * @param keyId identifier (never the value) of the key it used; null for a foreign token
 * @param claims what the token said, for {@link CallerToken}
 * @param subjects everything a rule may call it: itself, {@code team:…}, and {@code team:everyone} for users
 */
public record Caller(
        Subject subject,
        String displayName,
        Set<String> teams,
        Set<String> roles,
        @Nullable String keyId,
        Map<String, Object> claims,
        Set<String> subjects) {

    public static final String ADMIN = "admin";
    public static final String MEMBER = "member";

    /** The team of all users; virtual accounts are not in it. */
    public static final String EVERYONE = "team:everyone";

    public Caller {
        teams = Set.copyOf(teams);
        roles = Set.copyOf(roles);
        claims = Map.copyOf(claims);
        subjects = Set.copyOf(subjects);
    }

    public static Caller of(
            Subject subject,
            String displayName,
            Collection<String> teams,
            Collection<String> roles,
            @Nullable String keyId,
            Map<String, Object> claims) {
        Set<String> subjects = new LinkedHashSet<>();
        subjects.add(subject.toString());
        teams.forEach(team -> subjects.add(Subject.team(team).toString()));
        if (subject.type() == Subject.Type.USER) {
            subjects.add(EVERYONE);
        }
        return new Caller(subject, displayName, Set.copyOf(teams), Set.copyOf(roles), keyId, claims, subjects);
    }

    public boolean isAdmin() {
        return roles.contains(ADMIN);
    }

    /** Whether any of the names, written as subjects, means this caller. */
    public boolean isAnyOf(Collection<String> names) {
        for (String name : names) {
            if (subjects.contains(name)) {
                return true;
            }
        }
        return false;
    }
}
