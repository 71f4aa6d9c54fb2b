package aigateway.identity;

import aigateway.manifest.Configuration;
import aigateway.manifest.Derived;
import aigateway.manifest.Snapshot;
import aigateway.manifest.type.Collaborator;
import aigateway.manifest.type.ProviderAccount;
import aigateway.manifest.type.VirtualAccount;
import aigateway.manifest.type.VirtualModelGroup;
import aigateway.platform.HotPath;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who may use what. A user may through a collaborator that names it or one of its teams; a virtual account only when it
 * is named itself, by a collaborator or by a permission of its own: owning a team's application is not acting for the
 * team. Administrators may use everything.
 */
@HotPath
public class Access {

    private static final String MANAGES = "-manager";

    private final Derived<Grants> grants = new Derived<>(Grants::of);

    @Inject
    Configuration configuration;

    public boolean mayUse(Caller caller, ProviderAccount account) {
        Snapshot snapshot = configuration.current();
        return may(caller, grants.from(snapshot).users.get(account.fqn(snapshot.tenant())));
    }

    public boolean mayUse(Caller caller, VirtualModelGroup group) {
        Snapshot snapshot = configuration.current();
        return may(caller, grants.from(snapshot).users.get(group.fqn(snapshot.tenant())));
    }

    public boolean mayManage(Caller caller, ProviderAccount account) {
        Snapshot snapshot = configuration.current();
        return may(caller, grants.from(snapshot).managers.get(account.fqn(snapshot.tenant())));
    }

    private static boolean may(Caller caller, @org.jspecify.annotations.Nullable Set<String> granted) {
        if (caller.isAdmin()) {
            return true;
        }
        if (granted == null) {
            return false;
        }
        if (caller.subject().type() == Subject.Type.VIRTUAL_ACCOUNT) {
            return granted.contains(caller.subject().toString());
        }
        for (String subject : caller.subjects()) {
            if (granted.contains(subject)) {
                return true;
            }
        }
        return false;
    }

    /** Subjects by the fully qualified name of what they may use or manage. */
    private record Grants(Map<String, Set<String>> users, Map<String, Set<String>> managers) {

        static Grants of(Snapshot snapshot) {
            Grants grants = new Grants(new HashMap<>(), new HashMap<>());
            snapshot.accounts()
                    .values()
                    .forEach(account -> grants.add(account.fqn(snapshot.tenant()), account.collaborators()));
            snapshot.virtualModels()
                    .values()
                    .forEach(group -> grants.add(group.fqn(snapshot.tenant()), group.collaborators()));
            for (VirtualAccount account : snapshot.virtualAccounts().values()) {
                String subject = Subject.virtualAccount(account.name()).toString();
                account.permissions()
                        .forEach(permission -> grants.add(permission.resourceFqn(), permission.roleId(), subject));
            }
            return grants;
        }

        private void add(String fqn, List<Collaborator> collaborators) {
            collaborators.forEach(collaborator -> add(fqn, collaborator.roleId(), collaborator.subject()));
        }

        private void add(String fqn, String role, String subject) {
            users.computeIfAbsent(fqn, name -> new HashSet<>()).add(subject);
            if (role.endsWith(MANAGES)) {
                managers.computeIfAbsent(fqn, name -> new HashSet<>()).add(subject);
            }
        }
    }
}
