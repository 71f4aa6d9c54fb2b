package aigateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UsageTest {

    /** Else a sum runs over, or a vendor's mistake gives back what others spent. */
    @Test
    void figuresThatNobodyCanUseAreNotBelieved() {
        Usage told = Usage.of(Long.MAX_VALUE, -5);

        assertThat(told.inputTokens()).isEqualTo(1L << 40);
        assertThat(told.outputTokens()).isZero();
        assertThat(told.plus(told).totalTokens()).isEqualTo(1L << 40);
    }

    @Test
    void whatWasNotToldIsEstimatedAndMarked() {
        Usage half = Usage.of(100, 7).told(true, false);

        assertThat(half.orInput(9).orOutput(4)).isEqualTo(new Usage(100, 4, 0, 0, 0, 0, 0, 0, true));
        assertThat(Usage.UNTOLD.orInput(9).orOutput(4)).isEqualTo(Usage.estimate(9, 4));
        assertThat(Usage.of(1, 2).orInput(9).orOutput(4)).isEqualTo(Usage.of(1, 2));
    }

    @Test
    void outputThatWasToldBeforeTheEndIsTheLeastThatItCameTo() {
        assertThat(Usage.of(100, 30).soFar().orOutput(2)).isEqualTo(Usage.of(100, 30));
        assertThat(Usage.of(100, 1).soFar().orOutput(8)).isEqualTo(Usage.estimate(100, 8));
    }

    @Test
    void estimatedInputHoldsWhatWasCached() {
        Usage cached = new Usage(0, 2, 40, 5, 0, 0, 0, 0, false).told(false, true);

        assertThat(cached.orInput(9).inputTokens()).isEqualTo(45);
        assertThat(cached.orInput(90).inputTokens()).isEqualTo(90);
    }

    @Test
    void outputIncludesReasoning() {
        assertThat(new Usage(10, 5, 0, 0, 0, 100, 0, 0, false).outputTokens()).isEqualTo(100);
    }
}
