package aigateway.manifest;

import aigateway.manifest.document.Problem;
import java.util.List;

/** The answer to a change of manifests: all of it is in force, or nothing of it. */
public sealed interface ApplyResult {

    /**
     * @param changes empty when everything was as wanted already
     * @param version of the configuration that holds them; for a dry run the one in force now
     */
    record Applied(List<Change> changes, long version) implements ApplyResult {
        public Applied {
            changes = List.copyOf(changes);
        }
    }

    record Invalid(List<Problem> problems) implements ApplyResult {
        public Invalid {
            problems = List.copyOf(problems);
        }
    }
}
