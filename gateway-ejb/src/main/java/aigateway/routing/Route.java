package aigateway.routing;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a requested name stands for.
 *
 * @param ruleId the load balancing rule or virtual model behind it; null: the name is a real model's own
 * @param ids of the targets
 * @param type {@code weight-based-routing} or {@code priority-based-routing}
 */
record Route(@Nullable String ruleId, String type, List<Target> targets, Set<String> ids) {

    Route(@Nullable String ruleId, String type, List<Target> targets) {
        this(ruleId, type, targets, targets.stream().map(Target::id).collect(Collectors.toUnmodifiableSet()));
    }
}
