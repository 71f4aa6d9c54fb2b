package aigateway.manifest.check;

import aigateway.manifest.document.Paths;
import aigateway.manifest.type.Collaborator;
import aigateway.manifest.type.DataAccessConfig;
import aigateway.manifest.type.TracingProject;
import java.util.List;

/** Tracing projects, and who may read spans. */
final class TracingCheck {

    private static final List<String> ROLES = List.of(TracingProject.VIEWER, TracingProject.WRITER);

    /** Nanoseconds since 1970 fit for longer, but nobody means more. */
    private static final int MOST_DAYS = 3_650;

    private final Known known;
    private final String tenant;
    private final Findings findings;

    TracingCheck(Known known, String tenant, Findings findings) {
        this.known = known;
        this.tenant = tenant;
        this.findings = findings;
    }

    void check(TracingProject project) {
        Integer days = project.retentionDays();
        findings.require(
                days == null || (days >= 1 && days <= MOST_DAYS), "retention_days", "must be from 1 to " + MOST_DAYS);
        for (int i = 0; i < project.collaborators().size(); i++) {
            String path = Paths.element("collaborators", i);
            Collaborator collaborator = project.collaborators().get(i);
            findings.oneOf(collaborator.roleId(), ROLES, path + ".role_id");
            AccountCheck.subject(collaborator.subject(), path + ".subject", known, findings);
        }
    }

    void check(DataAccessConfig config) {
        findings.ids(config.rules(), DataAccessConfig.Rule::id, "rules");
        for (int i = 0; i < config.rules().size(); i++) {
            String path = Paths.element("rules", i);
            DataAccessConfig.Rule rule = config.rules().get(i);
            findings.notEmpty(rule.subjects(), path + ".subjects");
            subjects(rule.subjects(), path + ".subjects");
            DataAccessConfig.Scope scope = rule.mayRead();
            subjects(scope.subjects(), path + ".may_read.subjects");
            findings.each(
                    scope.tracingProjects(),
                    path + ".may_read.tracing_projects",
                    fqn -> TracingProject.nameIn(fqn, tenant).isPresent(),
                    "must be written " + TracingProject.fqn(tenant, "name"));
        }
    }

    private void subjects(List<String> subjects, String path) {
        for (int i = 0; i < subjects.size(); i++) {
            AccountCheck.subject(subjects.get(i), Paths.element(path, i), known, findings);
        }
    }
}
