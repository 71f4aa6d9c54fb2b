package aigateway.admin.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.manifest.document.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProblemsTest {

    private final Problems problems = new Problems(List.of(
            new Problem(0, "rules[1].limit_to", "must be positive"),
            new Problem(0, "rules[1].when.subjects[0]", "nobody is called that"),
            new Problem(0, "", "cannot be read")));

    @Test
    void fieldShowsItsProblemsAndThoseBelowIt() {
        assertThat(problems.at("rules[1].limit_to")).isEqualTo("must be positive");
        assertThat(problems.at("rules[1].when.subjects")).isEqualTo("nobody is called that");
    }

    @Test
    void fieldDoesNotShowItsNeighboursProblems() {
        assertThat(problems.at("rules[1].limit")).isEmpty();
        assertThat(problems.at("rules[0].limit_to")).isEmpty();
    }

    @Test
    void allOfThemStandAtTheTop() {
        assertThat(problems.getAll()).hasSize(3);
        assertThat(problems.isNone()).isFalse();
    }
}
