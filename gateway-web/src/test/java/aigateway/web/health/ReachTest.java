package aigateway.web.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ReachTest {

    private long nanos;
    private final Reach reach = new Reach(() -> nanos);

    @Test
    void whatNeverAnsweredIsMissed() {
        assertThat(reach.ever()).isFalse();
        assertThat(reach.now()).isFalse();
        nanos += Duration.ofSeconds(14).toNanos();
        assertThat(reach.news()).as("the first question may still be answered").isNull();
        nanos += Duration.ofSeconds(1).toNanos();
        assertThat(reach.news()).isFalse();
        assertThat(reach.news()).as("told once").isNull();
    }

    @Test
    void whatRefusesTheFirstQuestionIsMissedAtOnce() {
        reach.found(false);

        assertThat(reach.news()).isFalse();
    }

    @Test
    void whatWentAwayHasBeenThere() {
        reach.found(true);
        assertThat(reach.news()).as("nothing to tell").isNull();

        reach.found(false);

        assertThat(reach.ever()).isTrue();
        assertThat(reach.now()).isFalse();
        assertThat(reach.news()).isFalse();
        reach.found(true);
        assertThat(reach.now()).isTrue();
        assertThat(reach.news()).isTrue();
    }

    @Test
    void aQuestionWithoutAnAnswerCountsForAWhile() {
        reach.found(true);
        nanos += Duration.ofSeconds(14).toNanos();
        assertThat(reach.now()).isTrue();

        nanos += Duration.ofSeconds(1).toNanos();

        assertThat(reach.now()).isFalse();
        assertThat(reach.ever()).isTrue();
    }
}
