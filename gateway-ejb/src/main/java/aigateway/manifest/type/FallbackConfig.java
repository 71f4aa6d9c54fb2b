package aigateway.manifest.type;

import java.util.List;
import java.util.Map;

/** {@code gateway-fallback-config}: where a request goes when its route is at its end. */
public record FallbackConfig(String type, String name, List<Rule> rules) implements Manifest {

    public static final String TYPE = "gateway-fallback-config";

    public record Rule(String id, FallbackWhen when, List<FallbackModel> fallbackModels) {

        public Rule {
            when = when == null ? new FallbackWhen(List.of(), List.of(), Map.of(), List.of()) : when;
            fallbackModels = fallbackModels == null ? List.of() : List.copyOf(fallbackModels);
        }
    }

    /**
     * @param responseStatusCodes answers it is for; empty: whatever lets the next target of a virtual model be tried, silence too
     */
    public record FallbackWhen(
            List<String> subjects,
            List<String> models,
            Map<String, String> metadata,
            List<Integer> responseStatusCodes) {

        public FallbackWhen {
            subjects = subjects == null ? List.of() : List.copyOf(subjects);
            models = models == null ? List.of() : List.copyOf(models);
            metadata = metadata == null ? Map.of() : Map.copyOf(metadata);
            responseStatusCodes = responseStatusCodes == null ? List.of() : List.copyOf(responseStatusCodes);
        }

        public When call() {
            return new When(subjects, models, metadata);
        }
    }

    public record FallbackModel(String target, Map<String, Object> overrideParams) {

        public FallbackModel {
            overrideParams = overrideParams == null ? Map.of() : Map.copyOf(overrideParams);
        }
    }

    public FallbackConfig {
        rules = rules == null ? List.of() : List.copyOf(rules);
    }
}
