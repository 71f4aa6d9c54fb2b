package aigateway.identity;

import aigateway.manifest.Configuration;
import aigateway.manifest.Derived;
import aigateway.manifest.Snapshot;
import aigateway.manifest.type.Team;
import aigateway.manifest.type.User;
import aigateway.manifest.type.VirtualAccount;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who the manifests say someone is: the teams and roles of now, not those of when a token was made. */
@ApplicationScoped
public class Directory {

    private final Derived<Map<String, Set<String>>> teams = new Derived<>(Directory::teamsByUser);

    @Inject
    Configuration configuration;

    /** @return empty when no manifest knows the subject any more */
    public Optional<Caller> find(Subject subject, @Nullable String keyId, Map<String, Object> claims) {
        Snapshot snapshot = configuration.current();
        return switch (subject.type()) {
            case USER -> Optional.ofNullable(snapshot.users().get(subject.name()))
                    .map(user -> user(user, Set.of(), user.roles(), keyId, claims, snapshot));
            case VIRTUAL_ACCOUNT -> Optional.ofNullable(
                            snapshot.virtualAccounts().get(subject.name()))
                    .map(account -> virtualAccount(account, keyId, claims));
            case TEAM -> Optional.empty();
        };
    }

    /**
     * Someone a trusted issuer vouches for. A user of that name that has a manifest is the same person only where the
     * manifest names the issuer: otherwise whoever may choose a name there could choose {@code admin}.
     *
     * @return empty when the name belongs to someone else
     */
    Optional<Caller> foreign(
            String name, TrustedIssuer issuer, Collection<String> claimedTeams, Map<String, Object> claims) {
        Snapshot snapshot = configuration.current();
        User known = snapshot.users().get(name);
        if (known != null && !issuer.issuer().equals(known.issuer())) {
            return Optional.empty();
        }
        User user =
                known == null ? new User(User.TYPE, name, null, issuer.defaultRoles(), issuer.issuer(), null) : known;
        return Optional.of(user(user, claimedTeams, user.roles(), null, claims, snapshot));
    }

    private Caller user(
            User user,
            Collection<String> claimedTeams,
            Collection<String> roles,
            @Nullable String keyId,
            Map<String, Object> claims,
            Snapshot snapshot) {
        Set<String> all = new LinkedHashSet<>(claimedTeams);
        all.addAll(teams.from(snapshot).getOrDefault(user.name(), Set.of()));
        String displayName = user.displayName() == null ? user.name() : user.displayName();
        return Caller.of(Subject.user(user.name()), displayName, all, roles, keyId, claims);
    }

    /** What rules say of all users is not said of a virtual account, whatever team a stored manifest names as its owner. */
    private static Caller virtualAccount(VirtualAccount account, @Nullable String keyId, Map<String, Object> claims) {
        VirtualAccount.Owner owner = account.ownedBy();
        return Caller.of(
                Subject.virtualAccount(account.name()),
                account.name(),
                owner == null || owner.team().equals(Team.EVERYONE) ? Set.of() : Set.of(owner.team()),
                Set.of(),
                keyId,
                claims);
    }

    private static Map<String, Set<String>> teamsByUser(Snapshot snapshot) {
        Map<String, Set<String>> result = new HashMap<>();
        for (Team team : snapshot.teams().values()) {
            for (String member : team.members()) {
                result.computeIfAbsent(member, name -> new LinkedHashSet<>()).add(team.name());
            }
        }
        return result;
    }
}
