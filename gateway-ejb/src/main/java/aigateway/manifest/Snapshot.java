package aigateway.manifest;

import aigateway.manifest.type.BudgetConfig;
import aigateway.manifest.type.DataAccessConfig;
import aigateway.manifest.type.FallbackConfig;
import aigateway.manifest.type.IdentityProvider;
import aigateway.manifest.type.LoadBalancingConfig;
import aigateway.manifest.type.Manifest;
import aigateway.manifest.type.OtelConfig;
import aigateway.manifest.type.ProviderAccount;
import aigateway.manifest.type.RateLimitingConfig;
import aigateway.manifest.type.RequestLoggingConfig;
import aigateway.manifest.type.Team;
import aigateway.manifest.type.TracingProject;
import aigateway.manifest.type.User;
import aigateway.manifest.type.VirtualAccount;
import aigateway.manifest.type.VirtualModelGroup;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything the operators decided, as it was at one version, with secrets in the clear. Immutable; the hot path reads
 * nothing else.
 *
 * @param accounts by name
 * @param virtualModels by group name
 * @param users by name
 * @param teams by name
 * @param virtualAccounts by name
 * @param identityProviders by issuer
 * @param tracingProjects by name
 */
public record Snapshot(
        long version,
        String tenant,
        Map<String, ProviderAccount> accounts,
        Map<String, VirtualModelGroup> virtualModels,
        Optional<LoadBalancingConfig> loadBalancing,
        Optional<FallbackConfig> fallback,
        Optional<RateLimitingConfig> rateLimiting,
        Optional<BudgetConfig> budget,
        Optional<OtelConfig> otel,
        Map<String, User> users,
        Map<String, Team> teams,
        Map<String, VirtualAccount> virtualAccounts,
        Map<String, IdentityProvider> identityProviders,
        Map<String, TracingProject> tracingProjects,
        Optional<DataAccessConfig> dataAccess,
        Optional<RequestLoggingConfig> logging) {

    public Snapshot {
        accounts = Map.copyOf(accounts);
        virtualModels = Map.copyOf(virtualModels);
        users = Map.copyOf(users);
        teams = Map.copyOf(teams);
        virtualAccounts = Map.copyOf(virtualAccounts);
        identityProviders = Map.copyOf(identityProviders);
        tracingProjects = Map.copyOf(tracingProjects);
    }

    public static Snapshot empty(String tenant) {
        return of(0, tenant, List.of());
    }

    public static Snapshot of(long version, String tenant, List<? extends Manifest> manifests) {
        return Snapshots.index(version, tenant, manifests);
    }
}
