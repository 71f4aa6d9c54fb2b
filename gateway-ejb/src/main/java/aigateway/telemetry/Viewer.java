package aigateway.telemetry;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whose spans someone may see: all of them, or one's own and those of one's teams.
 *
 * @param subjectType {@code user} or {@code virtualaccount}; null for who sees all
 */
public record Viewer(@Nullable String subjectType, @Nullable String subjectSlug, Set<String> teams) {

    /** An administrator. */
    public static final Viewer OF_ALL = new Viewer(null, null, Set.of());

    public Viewer {
        teams = Set.copyOf(teams);
    }

    public boolean seesAll() {
        return subjectType == null;
    }
}
