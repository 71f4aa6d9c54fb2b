package aigateway.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RetryTest {

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    @Test
    void retryAfterIsSecondsOrADate() {
        assertThat(RetryAfter.parse("120", NOW)).contains(Duration.ofMinutes(2));
        assertThat(RetryAfter.parse(" 0 ", NOW)).contains(Duration.ZERO);
        assertThat(RetryAfter.parse("Fri, 20 Nov 2026 12:00:30 GMT", NOW)).contains(Duration.ofSeconds(30));
        assertThat(RetryAfter.parse("Fri, 20 Nov 2026 11:00:00 GMT", NOW)).contains(Duration.ZERO);
    }

    @Test
    void retryAfterIsBelievedUpToALimit() {
        assertThat(RetryAfter.parse("86400", NOW)).contains(Duration.ofMinutes(10));
        assertThat(RetryAfter.parse("99999999999999999999", NOW)).isEmpty();
        assertThat(RetryAfter.parse("soon", NOW)).isEmpty();
        assertThat(RetryAfter.parse("-1", NOW)).isEmpty();
        assertThat(RetryAfter.parse("", NOW)).isEmpty();
        assertThat(RetryAfter.parse(null, NOW)).isEmpty();
    }

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
