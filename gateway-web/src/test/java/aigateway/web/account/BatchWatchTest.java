package aigateway.web.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BatchWatchTest {

    @Test
    void pausesGrowWithTheBatchAndEndAfterTwoDays() {
        assertThat(BatchWatch.pauseAt(Duration.ZERO)).isEqualTo(BatchWatch.FIRST_PAUSE);
        assertThat(BatchWatch.pauseAt(Duration.ofMinutes(40))).isEqualTo(Duration.ofMinutes(10));
        assertThat(BatchWatch.pauseAt(Duration.ofHours(30))).isEqualTo(Duration.ofHours(1));
        assertThat(BatchWatch.pauseAt(Duration.ofHours(48))).isNull();
    }

    @Test
    void vendorIsAskedAHundredTimesAtMost() {
        int times = 0;
        Duration age = BatchWatch.FIRST_PAUSE;
        for (Duration pause = BatchWatch.pauseAt(age); pause != null; pause = BatchWatch.pauseAt(age)) {
            age = age.plus(pause);
            times++;
        }
        assertThat(times).isBetween(20, 100);
    }
}
