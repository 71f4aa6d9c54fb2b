package aigateway.manifest.type;

import java.util.List;
import java.util.Map;

/**
 * {@code gateway-data-access-config}: who may read spans and figures beyond their own and their teams'. Rules only add,
 * and every rule that names somebody applies.
 */
public record DataAccessConfig(String type, String name, List<Rule> rules) implements Manifest {

    public static final String TYPE = "gateway-data-access-config";

    /** @param subjects who may: {@code user:…}, {@code team:…} or {@code virtualaccount:…} */
    public record Rule(String id, List<String> subjects, Scope mayRead) {

        public Rule {
            subjects = subjects == null ? List.of() : List.copyOf(subjects);
        }
    }

    /**
     * Which spans. All parts must match; an empty part matches everything.
     *
     * @param tracingProjects fully qualified names
     * @param subjects whose requests
     * @param metadata labels that the request carried
     */
    public record Scope(List<String> tracingProjects, List<String> subjects, Map<String, String> metadata) {

        public Scope {
            tracingProjects = tracingProjects == null ? List.of() : List.copyOf(tracingProjects);
            subjects = subjects == null ? List.of() : List.copyOf(subjects);
            metadata = metadata == null ? Map.of() : Map.copyOf(metadata);
        }
    }

    public DataAccessConfig {
        rules = rules == null ? List.of() : List.copyOf(rules);
    }
}
