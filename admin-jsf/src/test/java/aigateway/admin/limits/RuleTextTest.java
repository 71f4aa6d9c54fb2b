package aigateway.admin.limits;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.manifest.type.When;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RuleTextTest {

    @Test
    void unitsReadAsWords() {
        assertThat(RuleText.unit("requests_per_hour")).isEqualTo("requests an hour");
        assertThat(RuleText.unit("tokens_per_day")).isEqualTo("tokens a day");
        assertThat(RuleText.period("cost_per_month")).isEqualTo("a month");
    }

    @Test
    void conditionsAreListedPartByPart() {
        When when = new When(List.of("team:a", "team:b"), List.of(), Map.of("env", "prod"));

        assertThat(RuleText.conditions(when)).containsExactly("team:a or team:b", "env=prod");
        assertThat(RuleText.conditions(When.ALWAYS)).isEmpty();
    }

    @Test
    void poolWithoutALabelSaysSo() {
        assertThat(RuleText.pool("virtualaccount:demo, env=")).isEqualTo("virtualaccount:demo, no env");
        assertThat(RuleText.pool("env=, team:a")).isEqualTo("no env, team:a");
        assertThat(RuleText.pool("env=prod, a/b")).isEqualTo("env=prod, a/b");
        assertThat(RuleText.pool("")).isEqualTo("All callers");
    }

    @Test
    void barWarnsBeforeTheLimitAndIsRedAtIt() {
        assertThat(List.of(0.2, 0.75, 0.999, 1.0)).map(RuleText::tone).containsExactly("ok", "warn", "warn", "bad");
    }
}
