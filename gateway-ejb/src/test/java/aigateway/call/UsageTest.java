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
}
