package aigateway.web.logging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import aigateway.call.GatewayException;
import aigateway.call.ModelNames;
import aigateway.identity.Caller;
import aigateway.identity.Subject;
import aigateway.manifest.Configuration;
import aigateway.manifest.Snapshot;
import aigateway.manifest.type.Collaborator;
import aigateway.manifest.type.RequestLoggingConfig;
import aigateway.manifest.type.TracingProject;
import aigateway.manifest.type.When;
import aigateway.tracing.TracingProjects;
import aigateway.web.call.LoggingConfig;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LoggingTest {

    private static final Caller ANN =
            Caller.of(Subject.user("ann"), "Ann", Set.of("clinic"), Set.of("member"), null, Map.of());
    private static final Caller BOB = Caller.of(Subject.user("bob"), "Bob", Set.of(), Set.of("member"), null, Map.of());
    private static final LoggingConfig OFF = new LoggingConfig(false, null);
    private static final String CLINIC = "acme:tracing-project:clinic";

    private final Logging logging = logging(
            rule("clinic", subjects("team:clinic"), "never", CLINIC),
            rule("vault", new When(List.of(), List.of("bank/gpt"), Map.of()), "never", null),
            rule("audit", new When(List.of(), List.of(), Map.of("audit", "yes")), "always", null));

    @Test
    void withoutRulesTheHeaderDecides() {
        Logging none = logging();
        assertThat(none.of(BOB, Map.of(), "m", LoggingConfig.NONE))
                .isEqualTo(new Told("acme:tracing-project:default", true));
        assertThat(none.of(BOB, Map.of(), "m", OFF).content()).isFalse();
        assertThat(none.of(BOB, Map.of(), "m", new LoggingConfig(true, CLINIC)).project())
                .isEqualTo(CLINIC);
    }

    @Test
    void theFirstRuleThatMatchesStandsAboveTheHeader() {
        assertThat(logging.of(ANN, Map.of("audit", "yes"), "m", new LoggingConfig(true, null)))
                .isEqualTo(new Told(CLINIC, false));
        assertThat(logging.of(BOB, Map.of("audit", "yes"), "m", OFF).content()).isTrue();
        assertThat(logging.of(BOB, Map.of(), "m", OFF).content()).isFalse();
    }

    @Test
    void aRuleOnAModelHoldsByWhateverNameItIsReached() {
        assertThat(logging.of(BOB, Map.of(), "prod", LoggingConfig.NONE).content())
                .isTrue();
        ModelNames reaching = ModelNames.of("prod").reaching(Set.of("open/gpt", "bank/gpt"));
        assertThat(logging.tellsContent(BOB, Map.of(), reaching, LoggingConfig.NONE))
                .isFalse();
    }

    @Test
    void onlyWritersOfAProjectNameIt() {
        TracingProject clinic = new TracingProject(
                TracingProject.TYPE,
                "clinic",
                null,
                null,
                List.of(new Collaborator(TracingProject.WRITER, "team:clinic")));
        Configuration configuration = () -> Snapshot.of(1, "acme", List.of(clinic));
        Logging guarded = new Logging(configuration, new TracingProjects(configuration));
        LoggingConfig there = new LoggingConfig(true, CLINIC);
        assertThat(guarded.of(ANN, Map.of(), "m", there).project()).isEqualTo(CLINIC);
        assertThatExceptionOfType(GatewayException.class)
                .isThrownBy(() -> guarded.of(BOB, Map.of(), "m", there))
                .withMessageContaining(CLINIC)
                .satisfies(refused -> assertThat(refused.type().status()).isEqualTo(403));
    }

    private static When subjects(String subject) {
        return new When(List.of(subject), List.of(), Map.of());
    }

    private static RequestLoggingConfig.Rule rule(String id, When when, String content, String project) {
        return new RequestLoggingConfig.Rule(id, when, content, project);
    }

    private static Logging logging(RequestLoggingConfig.Rule... rules) {
        RequestLoggingConfig config =
                new RequestLoggingConfig(RequestLoggingConfig.TYPE, "logging", null, List.of(), List.of(rules));
        Configuration configuration = () -> Snapshot.of(1, "acme", List.of(config));
        return new Logging(configuration, new TracingProjects(configuration));
    }
}
