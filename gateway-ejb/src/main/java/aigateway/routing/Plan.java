package aigateway.routing;

import aigateway.call.ModelNames;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where one request will be tried, best first.
 *
 * @param names what the requested model is called, and what these targets are
 * @param ruleId the load balancing rule or virtual model that decided; null: the request named a real model
 * @param fallbacks tried when no target is left, or one answered what a fallback rule names
 */
public record Plan(
        String requestedModel,
        ModelNames names,
        @Nullable String ruleId,
        List<Target> targets,
        List<Fallback> fallbacks) {

    /** A fallback rule's next model. */
    public record Fallback(String ruleId, Target target, List<Integer> statuses) {

        /**
         * An empty list stands for whatever leads from a target to its successor: its statuses, and no answer at all.
         *
         * @param status what the target answered, or what its silence comes to
         * @param leadsOn whether its successor may be tried after that
         * @param begun whether the target that failed is of the same rule: the statuses have been asked about
         */
        public boolean isFor(int status, boolean leadsOn, boolean begun) {
            return (leadsOn && (begun || statuses.isEmpty())) || statuses.contains(status);
        }
    }

    public Plan {
        targets = List.copyOf(targets);
        fallbacks = List.copyOf(fallbacks);
    }

    /** For a model that has one name. */
    public Plan(String requestedModel, @Nullable String ruleId, List<Target> targets, List<Fallback> fallbacks) {
        this(requestedModel, ModelNames.of(requestedModel), ruleId, targets, fallbacks);
    }
}
