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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Sorts a list of manifests into a {@link Snapshot}. */
final class Snapshots {

    private Snapshots() {}

    static Snapshot index(long version, String tenant, List<? extends Manifest> manifests) {
        return new Snapshot(
                version,
                tenant,
                byName(manifests, ProviderAccount.class, ProviderAccount::name),
                byName(manifests, VirtualModelGroup.class, VirtualModelGroup::name),
                single(manifests, LoadBalancingConfig.class),
                single(manifests, FallbackConfig.class),
                single(manifests, RateLimitingConfig.class),
                single(manifests, BudgetConfig.class),
                single(manifests, OtelConfig.class),
                byName(manifests, User.class, User::name),
                byName(manifests, Team.class, Team::name),
                byName(manifests, VirtualAccount.class, VirtualAccount::name),
                byName(manifests, IdentityProvider.class, IdentityProvider::issuer),
                byName(manifests, TracingProject.class, TracingProject::name),
                single(manifests, DataAccessConfig.class),
                single(manifests, RequestLoggingConfig.class));
    }

    private static <T extends Manifest> Map<String, T> byName(
            List<? extends Manifest> manifests, Class<T> type, Function<T, String> name) {
        Map<String, T> result = new HashMap<>();
        manifests.stream().filter(type::isInstance).map(type::cast).forEach(it -> result.put(name.apply(it), it));
        return result;
    }

    private static <T extends Manifest> Optional<T> single(List<? extends Manifest> manifests, Class<T> type) {
        return manifests.stream().filter(type::isInstance).map(type::cast).findFirst();
    }
}
