package aigateway.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DeadlineTest {

    private final CountDownLatch cancelled = new CountDownLatch(1);

    @Test
    void whatIsNotOverInTimeIsCancelled() throws Exception {
        try (Deadline deadline = Deadline.of(Duration.ofMillis(50), this::cancel)) {
            assertThat(cancelled.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(deadline.isPassed()).isTrue();
        }
    }

    @Test
    void whatIsOverInTimeIsLeftAlone() throws Exception {
        Deadline deadline = Deadline.of(Duration.ofSeconds(3), this::cancel);
        deadline.close();

        assertThat(cancelled.await(3_200, TimeUnit.MILLISECONDS)).isFalse();
        assertThat(deadline.isPassed()).isFalse();
    }

    private boolean cancel() {
        cancelled.countDown();
        return true;
    }
}
