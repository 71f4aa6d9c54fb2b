package aigateway.admin.limits;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.identity.Caller;
import aigateway.identity.Subject;
import aigateway.manifest.type.When;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VisibleTest {

    private final Caller ann =
            Caller.of(Subject.user("ann@example.com"), "Ann", List.of("ml"), List.of(Caller.MEMBER), null, Map.of());
    private final Caller admin =
            Caller.of(Subject.user("admin"), "Admin", List.of(), List.of(Caller.ADMIN), null, Map.of());

    @Test
    void memberSeesTheirOwnPoolsAndSharedOnes() {
        assertThat(Visible.to(ann, "user:ann@example.com, openai-main/gpt-4o")).isTrue();
        assertThat(Visible.to(ann, "team:ml")).isTrue();
        assertThat(Visible.to(ann, "")).isTrue();
    }

    @Test
    void memberDoesNotSeeOthers() {
        assertThat(Visible.to(ann, "user:bob@example.com, openai-main/gpt-4o")).isFalse();
        assertThat(Visible.to(ann, "team:ml2")).isFalse();
    }

    @Test
    void memberSeesRulesThatMayBeAboutThem() {
        assertThat(Visible.to(ann, about())).isTrue();
        assertThat(Visible.to(ann, about("team:board", "team:ml"))).isTrue();
        assertThat(Visible.to(ann, about("team:everyone"))).isTrue();
        assertThat(Visible.to(ann, about("team:board", "user:bob@example.com"))).isFalse();
        assertThat(Visible.to(admin, about("team:board"))).isTrue();
    }

    private static When about(String... subjects) {
        return new When(List.of(subjects), List.of(), Map.of());
    }

    @Test
    void administratorSeesAll() {
        assertThat(Visible.to(admin, "user:bob@example.com")).isTrue();
    }
}
