package aigateway.admin.access;

import aigateway.manifest.Snapshot;
import aigateway.manifest.type.Team;
import java.util.List;

/** Who is in which team. */
final class Members {

    private Members() {}

    static List<String> teamsOf(String user, Snapshot snapshot) {
        return snapshot.teams().values().stream()
                .filter(team -> team.members().contains(user))
                .map(Team::name)
                .sorted()
                .toList();
    }
}
