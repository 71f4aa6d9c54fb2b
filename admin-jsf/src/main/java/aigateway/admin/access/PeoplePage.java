package aigateway.admin.access;

import aigateway.admin.session.Me;
import aigateway.manifest.Configuration;
import aigateway.manifest.type.IdentityProvider;
import aigateway.manifest.type.Team;
import aigateway.manifest.type.VirtualAccount;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Comparator;
import java.util.List;

/** The teams, and the issuers that are trusted to name users; for administrators. */
@Named
@RequestScoped
public class PeoplePage {

    @Inject
    Configuration configuration;

    @Inject
    Me me;

    public void open() {
        me.mustBeAdmin();
    }

    public List<Team> getTeams() {
        me.mustBeAdmin();
        return configuration.current().teams().values().stream()
                .sorted(Comparator.comparing(Team::name))
                .toList();
    }

    /** As many members as a line of the list has room for. */
    public List<String> some(Team team) {
        return team.members().stream().limit(8).toList();
    }

    /** Virtual accounts that a team owns. */
    public List<String> owned(String team) {
        return configuration.current().virtualAccounts().values().stream()
                .filter(account ->
                        account.ownedBy() != null && account.ownedBy().team().equals(team))
                .map(VirtualAccount::name)
                .sorted()
                .toList();
    }

    public List<IdentityProvider> getIdentityProviders() {
        me.mustBeAdmin();
        return configuration.current().identityProviders().values().stream()
                .sorted(Comparator.comparing(IdentityProvider::name))
                .toList();
    }
}
