package aigateway.manifest.document;

import aigateway.manifest.type.BudgetConfig;
import aigateway.manifest.type.DataAccessConfig;
import aigateway.manifest.type.FallbackConfig;
import aigateway.manifest.type.IdentityProvider;
import aigateway.manifest.type.LoadBalancingConfig;
import aigateway.manifest.type.Manifest;
import aigateway.manifest.type.OtelConfig;
import aigateway.manifest.type.ProviderAccount;
import aigateway.manifest.type.ProviderType;
import aigateway.manifest.type.RateLimitingConfig;
import aigateway.manifest.type.RequestLoggingConfig;
import aigateway.manifest.type.Team;
import aigateway.manifest.type.TracingProject;
import aigateway.manifest.type.User;
import aigateway.manifest.type.VirtualAccount;
import aigateway.manifest.type.VirtualModelGroup;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Which record each {@code type} is read as. */
public final class ManifestTypes {

    private static final Map<String, Class<? extends Manifest>> BY_TYPE = new TreeMap<>(Map.ofEntries(
            Map.entry(VirtualModelGroup.TYPE, VirtualModelGroup.class),
            Map.entry(LoadBalancingConfig.TYPE, LoadBalancingConfig.class),
            Map.entry(FallbackConfig.TYPE, FallbackConfig.class),
            Map.entry(RateLimitingConfig.TYPE, RateLimitingConfig.class),
            Map.entry(BudgetConfig.TYPE, BudgetConfig.class),
            Map.entry(OtelConfig.TYPE, OtelConfig.class),
            Map.entry(TracingProject.TYPE, TracingProject.class),
            Map.entry(DataAccessConfig.TYPE, DataAccessConfig.class),
            Map.entry(RequestLoggingConfig.TYPE, RequestLoggingConfig.class),
            Map.entry(VirtualAccount.TYPE, VirtualAccount.class),
            Map.entry(User.TYPE, User.class),
            Map.entry(Team.TYPE, Team.class),
            Map.entry(IdentityProvider.TYPE, IdentityProvider.class)));

    static {
        for (ProviderType vendor : ProviderType.values()) {
            BY_TYPE.put(ProviderAccount.KIND + '/' + vendor.id(), ProviderAccount.class);
        }
    }

    private ManifestTypes() {}

    static Optional<Class<? extends Manifest>> of(String type) {
        return Optional.ofNullable(BY_TYPE.get(type));
    }

    static Collection<String> known() {
        return BY_TYPE.keySet();
    }

    public static boolean isKind(String kind) {
        return BY_TYPE.keySet().stream().anyMatch(type -> kind(type).equals(kind));
    }

    /** In the order of the alphabet. */
    public static List<String> kinds() {
        return BY_TYPE.keySet().stream()
                .map(ManifestTypes::kind)
                .distinct()
                .sorted()
                .toList();
    }

    /** The family of a type, as {@link Manifest#kind()} has it. */
    public static String kind(String type) {
        int slash = type.indexOf('/');
        if (type.equals(VirtualModelGroup.TYPE)) {
            return VirtualModelGroup.KIND;
        }
        return slash < 0 ? type : type.substring(0, slash);
    }

    /** Whether there is at most one manifest of the kind: the rules of the whole gateway. */
    public static boolean isSingle(String kind) {
        return kind.startsWith("gateway-");
    }
}
