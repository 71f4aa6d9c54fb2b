package aigateway.manifest;

import java.util.List;

/**
 * @param type {@code weight-based-routing} or {@code priority-based-routing}
 */
public record RoutingConfig(String type, List<LoadBalanceTarget> loadBalanceTargets) {

    public static final String BY_WEIGHT = "weight-based-routing";
    public static final String BY_PRIORITY = "priority-based-routing";

    public RoutingConfig {
        loadBalanceTargets = loadBalanceTargets == null ? List.of() : List.copyOf(loadBalanceTargets);
    }
}
