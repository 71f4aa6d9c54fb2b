package aigateway.identity;

import aigateway.manifest.Collaborator;
import aigateway.manifest.Configuration;
import aigateway.manifest.Derived;
import aigateway.manifest.ProviderAccount;
import aigateway.manifest.Snapshot;
import aigateway.manifest.VirtualAccount;
import aigateway.manifest.VirtualModelGroup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Who may use what: an account's or a group's collaborators, and the permissions of virtual accounts. Administrators may
 * use everything.
 */
@ApplicationScoped
public class Access {

    @Inject
    Configuration configuration;

    /** Subjects by the fully qualified name of what they may use. */
    private final Derived<Map<String, Set<String>>> users = new Derived<>(Access::users);

    public Access() {}

    Access(Configuration configuration) {
        this.configuration = configuration;
    }

    public boolean mayUse(Caller caller, ProviderAccount account) {
        Snapshot snapshot = configuration.current();
        return mayUse(caller, account.fqn(snapshot.tenant()), snapshot);
    }

    public boolean mayUse(Caller caller, VirtualModelGroup group) {
        Snapshot snapshot = configuration.current();
        return mayUse(caller, group.fqn(snapshot.tenant()), snapshot);
    }

    private boolean mayUse(Caller caller, String fqn, Snapshot snapshot) {
        return caller.isAdmin() || caller.isAnyOf(users.from(snapshot).getOrDefault(fqn, Set.of()));
    }

    private static Map<String, Set<String>> users(Snapshot snapshot) {
        Map<String, Set<String>> users = new HashMap<>();
        snapshot.accounts()
                .values()
                .forEach(account -> add(users, account.fqn(snapshot.tenant()), account.collaborators()));
        snapshot.virtualModels()
                .values()
                .forEach(group -> add(users, group.fqn(snapshot.tenant()), group.collaborators()));
        for (VirtualAccount account : snapshot.virtualAccounts().values()) {
            String subject = Subject.virtualAccount(account.name()).toString();
            account.permissions()
                    .forEach(permission -> users.computeIfAbsent(permission.resourceFqn(), any -> new HashSet<>())
                            .add(subject));
        }
        return users;
    }

    private static void add(Map<String, Set<String>> users, String fqn, Collection<Collaborator> collaborators) {
        collaborators.forEach(collaborator ->
                users.computeIfAbsent(fqn, any -> new HashSet<>()).add(collaborator.subject()));
    }
}
