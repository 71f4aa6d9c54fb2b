package aigateway.routing;

import aigateway.manifest.type.StickyRouting;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a requested name stands for.
 *
 * @param ruleId the load balancing rule or virtual model behind it; null: the name is a real model's own
 * @param ids of the targets
 * @param type one of {@link aigateway.manifest.type.RoutingConfig#TYPES}
 * @param sticky null: each request is drawn anew
 */
record Route(@Nullable String ruleId, String type, List<Target> targets, Set<String> ids, @Nullable Sticky sticky) {

    Route(@Nullable String ruleId, String type, List<Target> targets, @Nullable StickyRouting sticky) {
        this(
                ruleId,
                type,
                targets,
                targets.stream().map(Target::id).collect(Collectors.toUnmodifiableSet()),
                sticky == null ? null : new Sticky(String.valueOf(ruleId), sticky, targets));
    }
}
