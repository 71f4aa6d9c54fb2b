package aigateway.admin.manifest;

import aigateway.admin.session.Me;
import aigateway.identity.Access;
import aigateway.identity.Caller;
import aigateway.identity.Subject;
import aigateway.manifest.Configuration;
import aigateway.manifest.Snapshot;
import aigateway.manifest.type.IdentityProvider;
import aigateway.manifest.type.ProviderAccount;
import aigateway.manifest.type.TracingProject;
import aigateway.manifest.type.VirtualModelGroup;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Names that exist, for fields that take a name: to a member those that they may use or see. What was typed is always
 * offered too: the name may exist tomorrow.
 */
@Named
@RequestScoped
public class Suggestions {

    private static final int MOST = 12;

    @Inject
    Configuration configuration;

    @Inject
    Access access;

    @Inject
    Me me;

    /** Who a rule or a permission can name. */
    public List<String> subjects(String typed) {
        if (!me.isAdmin()) {
            return matching(typed, Stream.concat(me.caller().subjects().stream(), ownAccounts()));
        }
        Snapshot snapshot = configuration.current();
        return matching(
                typed,
                Stream.of(
                                Stream.of(Caller.EVERYONE),
                                snapshot.teams().keySet().stream()
                                        .map(it -> Subject.team(it).toString()),
                                snapshot.virtualAccounts().keySet().stream()
                                        .map(it -> Subject.virtualAccount(it).toString()),
                                snapshot.users().keySet().stream()
                                        .map(it -> Subject.user(it).toString()))
                        .flatMap(it -> it));
    }

    private Stream<String> ownAccounts() {
        return configuration.current().virtualAccounts().values().stream()
                .filter(account -> account.ownedBy() != null
                        && me.isInTeam(account.ownedBy().team()))
                .map(account -> Subject.virtualAccount(account.name()).toString());
    }

    /** Users, as a team names its members. */
    public List<String> users(String typed) {
        return matching(
                typed,
                me.isAdmin()
                        ? configuration.current().users().keySet().stream()
                        : Stream.of(me.caller().subject().name()));
    }

    /** Issuers whose tokens may name users. */
    public List<String> getIssuers() {
        return configuration.current().identityProviders().values().stream()
                .map(IdentityProvider::issuer)
                .sorted()
                .toList();
    }

    /** For fields of several values that nobody can know. */
    public List<String> typed(String typed) {
        return matching(typed, Stream.empty());
    }

    /** Models as callers write them, virtual ones included. */
    public List<String> models(String typed) {
        Stream<String> virtual = configuration.current().virtualModels().values().stream()
                .filter(group -> access.mayUse(me.caller(), group))
                .flatMap(Suggestions::namesOf);
        return matching(typed, Stream.concat(virtual, targets()));
    }

    /** Models that requests can be sent to. */
    public List<String> targets(String typed) {
        return matching(typed, targets());
    }

    public List<String> pools(String typed) {
        return matching(typed, Stream.of("user", "model", "virtualaccount", "team", "metadata."));
    }

    /** Fully qualified; projects without a manifest are known to nobody but those who use them. */
    public List<String> getTracingProjects() {
        Snapshot snapshot = configuration.current();
        Stream<String> known = me.isAdmin()
                ? snapshot.tracingProjects().keySet().stream().map(name -> TracingProject.fqn(snapshot.tenant(), name))
                : me.viewer().grants().stream().flatMap(grant -> grant.projects().stream());
        return Stream.concat(Stream.of(TracingProject.fqn(snapshot.tenant(), "default")), known)
                .distinct()
                .sorted()
                .toList();
    }

    public List<String> teams() {
        return configuration.current().teams().keySet().stream().sorted().toList();
    }

    private static Stream<String> namesOf(VirtualModelGroup group) {
        return group.integrations().stream().map(model -> group.name() + '/' + model.name());
    }

    private Stream<String> targets() {
        return configuration.current().accounts().values().stream()
                .filter(account -> access.mayUse(me.caller(), account))
                .flatMap(Suggestions::namesOf);
    }

    private static Stream<String> namesOf(ProviderAccount account) {
        return account.integrations().stream().map(model -> account.name() + '/' + model.name());
    }

    private static List<String> matching(String typed, Stream<String> names) {
        String wanted = typed.strip().toLowerCase(Locale.ROOT);
        Stream<String> known = names.filter(it -> it.toLowerCase(Locale.ROOT).contains(wanted))
                .sorted()
                .limit(MOST);
        return Stream.concat(known, Stream.of(typed.strip()))
                .filter(it -> !it.isEmpty())
                .distinct()
                .toList();
    }
}
