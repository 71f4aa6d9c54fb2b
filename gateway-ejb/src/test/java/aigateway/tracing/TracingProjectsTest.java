package aigateway.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.identity.Caller;
import aigateway.identity.Subject;
import aigateway.manifest.Snapshot;
import aigateway.manifest.type.Collaborator;
import aigateway.manifest.type.DataAccessConfig;
import aigateway.manifest.type.Manifest;
import aigateway.manifest.type.TracingProject;
import aigateway.telemetry.Viewer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TracingProjectsTest {

    private static final String SHOP = "acme:tracing-project:shop";
    private static final Caller ANN = user("ann", Set.of("ml"), "member");
    private static final Caller EVE = user("eve", Set.of(), "member");
    private static final Caller ADMIN = user("root", Set.of(), "admin");

    @Test
    void administratorsSeeAllAndOthersTheirOwn() {
        TracingProjects nothing = projects();
        assertThat(nothing.viewer(ADMIN)).isEqualTo(Viewer.OF_ALL);
        assertThat(nothing.viewer(ANN)).isEqualTo(new Viewer("user", "ann", Set.of("ml")));
    }

    @Test
    void viewersOfAProjectSeeAllOfIt() {
        TracingProjects shop = projects(project("shop", null, TracingProject.VIEWER, "team:ml"));
        assertThat(shop.viewer(ANN).grants()).containsExactly(new Viewer.Grant(Set.of(SHOP), Set.of(), Map.of()));
        assertThat(shop.viewer(EVE).grants()).isEmpty();
    }

    @Test
    void everyRuleThatNamesSomebodyApplies() {
        DataAccessConfig access = new DataAccessConfig(
                DataAccessConfig.TYPE,
                "access",
                List.of(
                        rule("all", List.of("team:audit")),
                        rule("prod", List.of("team:everyone"), Map.of("env", "prod")),
                        rule("more", List.of("user:eve", "team:ml"))));
        TracingProjects projects = projects(access);
        Viewer.Grant everything = new Viewer.Grant(Set.of(), Set.of(), Map.of());
        assertThat(projects.viewer(EVE).grants())
                .containsExactly(new Viewer.Grant(Set.of(), Set.of(), Map.of("env", "prod")), everything);
        Caller bot = Caller.of(Subject.virtualAccount("bot"), "bot", Set.of(), Set.of("member"), null, Map.of());
        assertThat(projects.viewer(bot).grants())
                .as("no application is in the team of all users")
                .isEmpty();
    }

    @Test
    void onlyWritersSendSpansToAProjectThatNamesThem() {
        TracingProjects shop = projects(
                project("shop", null, TracingProject.WRITER, "user:ann"),
                project("open", null, TracingProject.VIEWER, "user:ann"));
        assertThat(shop.mayWrite(ANN, SHOP)).isTrue();
        assertThat(shop.mayWrite(EVE, SHOP)).isFalse();
        assertThat(shop.mayWrite(ADMIN, SHOP)).isTrue();
        assertThat(shop.mayWrite(EVE, "acme:tracing-project:open")).isTrue();
        assertThat(shop.mayWrite(EVE, "acme:tracing-project:nobody-described-it"))
                .isTrue();
    }

    @Test
    void projectsMayKeepTheirSpansForAnotherTime() {
        TracingProjects projects =
                projects(project("shop", 7, TracingProject.VIEWER, "user:ann"), project("x", null, "", ""));
        assertThat(projects.periods(Duration.ofDays(30)).byProject()).isEqualTo(Map.of(SHOP, Duration.ofDays(7)));
    }

    private static TracingProjects projects(Manifest... manifests) {
        Snapshot snapshot = Snapshot.of(1, "acme", List.of(manifests));
        return new TracingProjects(() -> snapshot);
    }

    private static TracingProject project(String name, Integer days, String role, String subject) {
        return new TracingProject(TracingProject.TYPE, name, null, days, List.of(new Collaborator(role, subject)));
    }

    private static DataAccessConfig.Rule rule(String id, List<String> subjects) {
        return rule(id, subjects, Map.of());
    }

    private static DataAccessConfig.Rule rule(String id, List<String> subjects, Map<String, String> metadata) {
        return new DataAccessConfig.Rule(id, subjects, new DataAccessConfig.Scope(List.of(), List.of(), metadata));
    }

    private static Caller user(String name, Set<String> teams, String role) {
        return Caller.of(Subject.user(name), name, teams, Set.of(role), null, Map.of());
    }
}
