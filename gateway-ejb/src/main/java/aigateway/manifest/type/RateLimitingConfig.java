package aigateway.manifest.type;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** {@code gateway-rate-limiting-config}. Rules are read in order; the first that matches applies. */
public record RateLimitingConfig(String type, String name, List<Rule> rules) implements Manifest {

    public static final String TYPE = "gateway-rate-limiting-config";

    /**
     * @param limitTo whole requests or tokens
     * @param unit {@code requests_per_minute}, {@code tokens_per_day}, …: {requests|tokens}_per_{minute|hour|day}
     * @param rateLimitAppliesPer {@code user}, {@code model}, {@code virtualaccount}, {@code team}, {@code metadata.key}; empty: one pool for all
     * @param continues when it applied, the next rules that match apply too
     */
    public record Rule(
            String id,
            When when,
            long limitTo,
            String unit,
            List<String> rateLimitAppliesPer,
            @JsonProperty("continue") boolean continues) {

        public Rule {
            when = when == null ? When.ALWAYS : when;
            rateLimitAppliesPer = rateLimitAppliesPer == null ? List.of() : List.copyOf(rateLimitAppliesPer);
        }
    }

    public RateLimitingConfig {
        rules = rules == null ? List.of() : List.copyOf(rules);
    }
}
