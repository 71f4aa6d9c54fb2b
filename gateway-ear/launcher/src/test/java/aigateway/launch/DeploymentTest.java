package aigateway.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

class DeploymentTest {

    private static final Map<String, String> BOTH =
            Map.of("gateway.deployed./", "true", "gateway.deployed./admin", "true");

    @Test
    void whenBothApplicationsAreThereNobodyComplainsAndNobodyWaits() throws Exception {
        assertThat(Deployment.complaint(BOTH::get, List.of("an error of the past"), Long.MAX_VALUE))
                .isEmpty();
    }

    @Test
    void whatIsMissingIsNamedWithWhatTheLogSaid() throws Exception {
        assertThat(Deployment.complaint(Map.of("gateway.deployed./", "true")::get, List.of("\n  one: it broke"), 0))
                .contains("The server could not deploy its console. The lines with SEVERE above say why, the first of"
                        + " them:\n  one: it broke");
        assertThat(Deployment.complaint(Map.<String, String>of()::get, List.of(), 0))
                .hasValueSatisfying(text -> assertThat(text).contains("the gateway and its console"));
    }

    @Test
    void anApplicationThatIsALittleLateIsWaitedFor() throws Exception {
        Map<String, String> properties = new ConcurrentHashMap<>();
        Thread late = new Thread(() -> {
            try {
                Thread.sleep(150);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            properties.putAll(BOTH);
        });
        late.start();

        assertThat(Deployment.complaint(properties::get, List.of(), 60_000)).isEmpty();
        late.join();
    }
}
