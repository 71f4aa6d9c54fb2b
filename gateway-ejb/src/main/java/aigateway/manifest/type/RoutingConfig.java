package aigateway.manifest.type;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * @param type one of {@link #TYPES}
 * @param stickyRouting keeps a session with one target; by weight only
 */
public record RoutingConfig(
        String type, List<LoadBalanceTarget> loadBalanceTargets, @Nullable StickyRouting stickyRouting) {

    public static final String BY_WEIGHT = "weight-based-routing";
    public static final String BY_LATENCY = "latency-based-routing";
    public static final String BY_PRIORITY = "priority-based-routing";
    public static final List<String> TYPES = List.of(BY_WEIGHT, BY_LATENCY, BY_PRIORITY);

    public RoutingConfig {
        loadBalanceTargets = loadBalanceTargets == null ? List.of() : List.copyOf(loadBalanceTargets);
    }
}
