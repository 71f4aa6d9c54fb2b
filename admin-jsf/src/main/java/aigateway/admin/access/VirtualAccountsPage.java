package aigateway.admin.access;

import aigateway.admin.session.Me;
import aigateway.identity.Keys;
import aigateway.identity.Subject;
import aigateway.manifest.Configuration;
import aigateway.manifest.type.VirtualAccount;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The virtual accounts: all for an administrator, their teams' for a member. */
@Named
@RequestScoped
public class VirtualAccountsPage {

    @Inject
    Configuration configuration;

    @Inject
    Keys keys;

    @Inject
    Me me;

    @Inject
    InstantSource clock;

    private @Nullable List<Row> rows;

    /** @param keys that work now */
    public record Row(
            String name, @Nullable String team, List<String> resources, long keys, @Nullable Instant lastUsed) {}

    public List<Row> getRows() {
        List<Row> known = rows;
        if (known == null) {
            known = configuration.current().virtualAccounts().values().stream()
                    .filter(account -> me.isAdmin() || me.isInTeam(team(account)))
                    .sorted(Comparator.comparing(VirtualAccount::name))
                    .map(this::row)
                    .toList();
            rows = known;
        }
        return known;
    }

    private Row row(VirtualAccount account) {
        Subject subject = Subject.virtualAccount(account.name());
        KeyFigures figures = KeyFigures.of(keys.of(subject), keys.manifestTokenUsedAt(subject), clock.instant());
        return new Row(
                account.name(),
                team(account),
                account.permissions().stream()
                        .map(permission -> Resource.shortName(permission.resourceFqn()))
                        .toList(),
                figures.working() + (account.token() == null ? 0 : 1),
                figures.lastUsed());
    }

    private static @Nullable String team(VirtualAccount account) {
        VirtualAccount.Owner owner = account.ownedBy();
        return owner == null ? null : owner.team();
    }
}
