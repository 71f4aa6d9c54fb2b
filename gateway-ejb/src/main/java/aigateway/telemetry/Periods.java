package aigateway.telemetry;

import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How long spans are kept.
 *
 * @param byProject fully qualified names of the tracing projects that differ
 */
public record Periods(Duration usual, Map<String, Duration> byProject) {

    public Periods {
        byProject = Map.copyOf(byProject);
    }

    Duration of(@Nullable String project) {
        return project == null ? usual : byProject.getOrDefault(project, usual);
    }

    Collection<Duration> all() {
        Set<Duration> all = new HashSet<>(byProject.values());
        all.add(usual);
        return all;
    }

    Duration longest() {
        return Collections.max(all());
    }
}
