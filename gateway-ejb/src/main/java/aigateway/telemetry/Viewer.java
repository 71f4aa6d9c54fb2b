package aigateway.telemetry;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whose spans someone may see: all of them, or one's own, those of one's teams, and what one was granted besides.
 *
 * @param subjectType {@code user} or {@code virtualaccount}; null for who sees all
 */
public record Viewer(
        @Nullable String subjectType, @Nullable String subjectSlug, Set<String> teams, List<Grant> grants) {

    /** An administrator. */
    public static final Viewer OF_ALL = new Viewer(null, null, Set.of());

    /**
     * More that may be seen. All parts must match; an empty part matches everything.
     *
     * @param projects fully qualified names of tracing projects
     * @param subjects whose requests: {@code user:…}, {@code virtualaccount:…} or {@code team:…}
     * @param metadata labels that the request carried
     */
    public record Grant(Set<String> projects, Set<String> subjects, Map<String, String> metadata) {

        public Grant {
            projects = Set.copyOf(projects);
            subjects = Set.copyOf(subjects);
            metadata = Map.copyOf(metadata);
        }
    }

    public Viewer {
        teams = Set.copyOf(teams);
        grants = List.copyOf(grants);
    }

    public Viewer(@Nullable String subjectType, @Nullable String subjectSlug, Set<String> teams) {
        this(subjectType, subjectSlug, teams, List.of());
    }

    public boolean seesAll() {
        return subjectType == null;
    }
}
