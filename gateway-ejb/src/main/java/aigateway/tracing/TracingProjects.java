package aigateway.tracing;

import aigateway.identity.Caller;
import aigateway.manifest.Configuration;
import aigateway.manifest.Snapshot;
import aigateway.manifest.type.DataAccessConfig;
import aigateway.manifest.type.TracingProject;
import aigateway.telemetry.Periods;
import aigateway.telemetry.Viewer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What manifests say of tracing projects and of who may read spans. All of it is read from memory. */
@ApplicationScoped
public class TracingProjects {

    private final Configuration configuration;

    @Inject
    public TracingProjects(Configuration configuration) {
        this.configuration = configuration;
    }

    /** For Weld's proxies. */
    @SuppressWarnings("NullAway")
    protected TracingProjects() {
        this.configuration = null;
    }

    /** Whether somebody's spans may go there. */
    public boolean mayWrite(Caller caller, String fqn) {
        Snapshot snapshot = configuration.current();
        Optional<TracingProject> project =
                TracingProject.nameIn(fqn, snapshot.tenant()).map(snapshot.tracingProjects()::get);
        List<String> writers =
                project.map(it -> it.subjects(TracingProject.WRITER)).orElse(List.of());
        return writers.isEmpty() || caller.isAdmin() || caller.isAnyOf(writers);
    }

    /** Administrators see all, others their own and their teams', and what they were granted besides. */
    public Viewer viewer(Caller caller) {
        if (caller.isAdmin()) {
            return Viewer.OF_ALL;
        }
        Snapshot snapshot = configuration.current();
        List<Viewer.Grant> grants = new ArrayList<>();
        for (TracingProject project : snapshot.tracingProjects().values()) {
            if (caller.isAnyOf(project.subjects(TracingProject.VIEWER))) {
                grants.add(new Viewer.Grant(Set.of(project.fqn(snapshot.tenant())), Set.of(), Map.of()));
            }
        }
        snapshot.dataAccess().map(DataAccessConfig::rules).orElse(List.of()).stream()
                .filter(rule -> caller.isAnyOf(rule.subjects()))
                .map(rule -> grant(rule.mayRead()))
                .forEach(grants::add);
        return new Viewer(caller.subject().type().prefix(), caller.subject().name(), caller.teams(), grants);
    }

    private static Viewer.Grant grant(DataAccessConfig.Scope scope) {
        return new Viewer.Grant(Set.copyOf(scope.tracingProjects()), Set.copyOf(scope.subjects()), scope.metadata());
    }

    /** @param usual where no manifest says otherwise */
    Periods periods(Duration usual) {
        Snapshot snapshot = configuration.current();
        Map<String, Duration> byProject = new HashMap<>();
        for (TracingProject project : snapshot.tracingProjects().values()) {
            Integer days = project.retentionDays();
            if (days != null) {
                byProject.put(project.fqn(snapshot.tenant()), Duration.ofDays(days));
            }
        }
        return new Periods(usual, byProject);
    }
}
