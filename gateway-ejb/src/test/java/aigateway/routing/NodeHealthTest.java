package aigateway.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NodeHealthTest {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

    private final Health health = new Health(() -> NOW);
    private final NodeHealth gateway = new NodeHealth();
    private final NodeHealth console = new NodeHealth();

    @AfterEach
    void hide() {
        gateway.hide();
    }

    @Test
    void consoleSeesWhatTheGatewayKnows() {
        gateway.show(health);
        Target resting = HealthTest.target("resting");
        Target quick = HealthTest.target("quick");
        health.failed(resting, Duration.ofSeconds(30));
        for (int i = 0; i < 3; i++) {
            health.answered(quick, 12.5, 340);
        }

        HealthView view = console.view();

        assertThat(view.of("resting/m").restsUntil()).isEqualTo(NOW.plusSeconds(30));
        assertThat(view.of("resting/m").failures()).isEqualTo(1);
        assertThat(view.standing(resting)).isEqualTo(Standing.RESTING);
        assertThat(view.pace(quick)).isEqualTo(12.5);
        assertThat(view.of("quick/m")).isEqualTo(new TargetFigures(null, 0, 3, 12.5, 12.5, 340));
        assertThat(view.of("never/asked")).isEqualTo(TargetFigures.NONE);
    }

    @Test
    void nothingIsKnownBeforeTheGatewayShowsIt() {
        assertThat(console.view().figures()).isEmpty();
    }

    @Test
    void gatewayThatIsDeployedAgainIsTheOneThatIsSeen() {
        new NodeHealth().show(new Health(() -> NOW));
        health.failed(HealthTest.target("a"), Duration.ZERO);

        gateway.show(health);

        assertThat(console.view().of("a/m").failures()).isEqualTo(1);
    }
}
