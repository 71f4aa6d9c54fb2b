package aigateway.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BackoffTest {

    @Test
    void pausesDoubleUpToAMinute() {
        Backoff backoff = new Backoff(() -> 1.0);
        assertThat(backoff.next(Optional.empty())).isEqualTo(Duration.ofSeconds(1));
        assertThat(backoff.next(Optional.empty())).isEqualTo(Duration.ofSeconds(2));
        for (int i = 0; i < 10; i++) {
            backoff.next(Optional.empty());
        }
        assertThat(backoff.next(Optional.empty())).isEqualTo(Duration.ofSeconds(60));
        backoff.reset();
        assertThat(backoff.next(Optional.empty())).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void pausesOfTwoNodesDiffer() {
        assertThat(new Backoff(() -> 0.0).next(Optional.empty())).isEqualTo(Duration.ofMillis(500));
        assertThat(new Backoff(() -> 0.5).next(Optional.empty())).isEqualTo(Duration.ofMillis(750));
    }

    @Test
    void backendIsNotAskedBeforeItWants() {
        Backoff backoff = new Backoff(() -> 1.0);
        assertThat(backoff.next(Optional.of(Duration.ofSeconds(30)))).isEqualTo(Duration.ofSeconds(30));
        assertThat(backoff.next(Optional.of(Duration.ZERO))).isEqualTo(Duration.ofSeconds(2));
    }
}
