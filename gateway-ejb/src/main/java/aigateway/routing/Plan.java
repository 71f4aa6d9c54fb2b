package aigateway.routing;

import aigateway.call.ModelNames;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where one request will be tried, best first.
 *
 * @param names what the requested model is called, and what these targets are
 * @param ruleId the load balancing rule or virtual model that decided; null: the request named a real model
 * @param fallbacks tried when every target has failed with an answer a fallback rule is for
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
         * An empty list stands for whatever lets a target's successor be tried: its statuses, and no answer at all.
         *
         * @param status what the target answered, or what its silence comes to
         */
        public boolean isFor(int status, boolean answered, Target failed) {
            return statuses.isEmpty()
                    ? !answered || failed.fallbackStatuses().contains(status)
                    : statuses.contains(status);
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
