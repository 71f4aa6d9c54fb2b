package aigateway.manifest;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Which record each {@code type} is read as. */
final class ManifestTypes {

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

    static boolean isKind(String kind) {
        return BY_TYPE.keySet().stream().anyMatch(type -> kind(type).equals(kind));
    }

    /** The family of a type, as {@link Manifest#kind()} has it. */
    static String kind(String type) {
        int slash = type.indexOf('/');
        if (type.equals(VirtualModelGroup.TYPE)) {
            return VirtualModelGroup.KIND;
        }
        return slash < 0 ? type : type.substring(0, slash);
    }

    /** Whether there is at most one manifest of the kind: the rules of the whole gateway. */
    static boolean isSingle(String kind) {
        return kind.startsWith("gateway-");
    }
}
