package aigateway.manifest.type;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code gateway-load-balancing-config}: routing rules that also hold for real model names. The first match wins. */
public record LoadBalancingConfig(String type, String name, List<Rule> rules) implements Manifest {

    public static final String TYPE = "gateway-load-balancing-config";

    /**
     * @param type one of {@link RoutingConfig#TYPES}
     * @param stickyRouting keeps a session with one target; by weight only
     */
    public record Rule(
            String id,
            String type,
            When when,
            List<LoadBalanceTarget> loadBalanceTargets,
            @Nullable StickyRouting stickyRouting) {

        public Rule {
            when = when == null ? When.ALWAYS : when;
            loadBalanceTargets = loadBalanceTargets == null ? List.of() : List.copyOf(loadBalanceTargets);
        }
    }

    public LoadBalancingConfig {
        rules = rules == null ? List.of() : List.copyOf(rules);
    }
}
