package aigateway.web.closing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RunningRequestsTest {

    private final RunningRequests running = new RunningRequests();

    @Test
    void whatRunsIsWaitedForAndNothingNewIsTaken() throws InterruptedException {
        assertThat(running.begin()).isTrue();
        running.close();
        assertThat(running.begin()).isFalse();
        assertThat(running.count()).isEqualTo(1);
        assertThat(running.awaitNone(Duration.ofMillis(50))).isFalse();

        Thread ending = new Thread(running::end);
        ending.start();

        assertThat(running.awaitNone(Duration.ofSeconds(10))).isTrue();
        ending.join();
        assertThat(running.count()).isZero();
    }
}
