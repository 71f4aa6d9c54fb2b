package aigateway.manifest.check;

import aigateway.manifest.type.IdentityProvider;
import aigateway.manifest.type.Manifest;
import aigateway.manifest.type.ProviderAccount;
import aigateway.manifest.type.Team;
import aigateway.manifest.type.User;
import aigateway.manifest.type.VirtualAccount;
import aigateway.manifest.type.VirtualModelGroup;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The names that references may use, in the state that is to be. */
final class Known {

    private final String tenant;
    private final Set<String> models = new HashSet<>();
    private final Set<String> virtualModels = new HashSet<>();
    private final Set<String> resources = new HashSet<>();
    private final Set<String> users = new HashSet<>();
    private final Set<String> teams = new HashSet<>(Set.of(Team.EVERYONE));
    private final Set<String> virtualAccounts = new HashSet<>();
    private final Set<String> issuers = new HashSet<>();
    private final Set<String> gone;
    private final boolean defaultIssuer;
    private boolean foreignUsers;
    private boolean foreignTeams;

    /**
     * @param gone users and teams whose manifest is being taken away, {@code team:data}: known no more, whoever may name them
     * @param defaultIssuer whether the process itself was configured to trust an issuer
     */
    Known(String tenant, List<Manifest> state, Set<String> gone, boolean defaultIssuer) {
        this.tenant = tenant;
        this.gone = Set.copyOf(gone);
        this.defaultIssuer = defaultIssuer;
        this.foreignUsers = defaultIssuer;
        this.foreignTeams = defaultIssuer;
        state.forEach(this::add);
    }

    private void add(Manifest manifest) {
        if (manifest instanceof ProviderAccount account) {
            resources.add(account.fqn(tenant));
            account.integrations().forEach(model -> models.add(account.name() + '/' + model.name()));
        } else if (manifest instanceof VirtualModelGroup group) {
            resources.add(tenant + ':' + VirtualModelGroup.KIND + ':' + group.name());
            group.integrations().forEach(model -> {
                virtualModels.add(group.name() + '/' + model.name());
                String slug = model.slug();
                if (slug != null) {
                    virtualModels.add(slug);
                }
            });
        } else if (manifest instanceof User user) {
            users.add(user.name());
        } else if (manifest instanceof Team team) {
            teams.add(team.name());
        } else if (manifest instanceof VirtualAccount account) {
            virtualAccounts.add(account.name());
        } else if (manifest instanceof IdentityProvider provider) {
            issuers.add(provider.issuer());
            foreignUsers = true;
            foreignTeams |= provider.teamsClaim() != null;
        }
    }

    boolean isModel(String name) {
        return models.contains(name);
    }

    boolean isModelOrVirtual(String name) {
        return models.contains(name) || virtualModels.contains(name);
    }

    boolean isResource(String fqn) {
        return resources.contains(fqn);
    }

    /** People of a trusted issuer need no manifest: with one, any user may be named. */
    boolean isUser(String name) {
        return users.contains(name) || (foreignUsers && isForeign(User.TYPE, name));
    }

    /** The issuer that the process itself was configured with has no manifest to be known by. */
    boolean isIssuer(String issuer) {
        return issuers.contains(issuer) || defaultIssuer;
    }

    boolean isTeam(String name) {
        return teams.contains(name) || (foreignTeams && isForeign(Team.TYPE, name));
    }

    /** Whether a provider may know somebody by that name of whom no manifest tells. */
    private boolean isForeign(String kind, String name) {
        return !name.isBlank() && !gone.contains(kind + ':' + name);
    }

    /** @return what is wrong with a subject, null when it is known */
    @Nullable
    String objectionToSubject(String subject) {
        int colon = subject.indexOf(':');
        String name = subject.substring(colon + 1);
        if (colon < 0 || name.isEmpty()) {
            return "must be written user:…, team:… or virtualaccount:…";
        }
        String what = subject.substring(0, colon);
        boolean known =
                switch (what) {
                    case "user" -> isUser(name);
                    case "team" -> isTeam(name);
                    case "virtualaccount" -> virtualAccounts.contains(name);
                    default -> false;
                };
        return known ? null : "'" + subject + "' is not known";
    }
}
