package aigateway.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.call.Ticker;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every sliding window must do. */
abstract class WindowContract {

    static final Duration MINUTE = Duration.ofMinutes(1);

    final Ticker clock = new Ticker("2026-11-20T10:00:00.300Z");
    private Window window;

    abstract Window window(Duration length, InstantSource clock);

    @BeforeEach
    void open() {
        window = window(MINUTE, clock);
    }

    @Test
    void asMuchAsTheLimitIsGrantedAndNoMore() {
        for (int i = 0; i < 5; i++) {
            SlidingWindow.Taking taking = window.take(1, 5);
            assertThat(taking.granted()).isTrue();
            assertThat(taking.remaining()).isEqualTo(4 - i);
        }
        assertThat(window.take(1, 5).granted()).isFalse();
    }

    @Test
    void overdrawnWindowSaysWhenToReturnToTheMillisecond() {
        window.take(2, 3);
        clock.moveMillis(10_000);
        window.take(1, 3);

        SlidingWindow.Taking refused = window.take(1, 3);

        assertThat(refused.granted()).isFalse();
        clock.moveMillis(refused.waitMillis() - 1);
        assertThat(window.take(1, 3).granted()).isFalse();
        clock.moveMillis(1);
        assertThat(window.take(2, 3).granted()).isTrue();
        assertThat(window.take(1, 3).granted()).isFalse();
    }

    @Test
    void aBurstAcrossAnEdgeCannotPassTwice() {
        clock.moveMillis(59_000);
        assertThat(window.take(10, 10).granted()).isTrue();
        clock.moveMillis(2_000);
        assertThat(window.take(1, 10).granted()).isFalse();
        clock.moveMillis(57_999);
        assertThat(window.take(1, 10).granted()).isFalse();
    }

    @Test
    void nobodyIsAskedToWaitLongerThanTheWindow() {
        clock.moveMillis(700 + 250);
        window.take(1, 1);

        assertThat(window.take(1, 1).waitMillis()).isEqualTo(MINUTE.toMillis());
        clock.moveMillis(MINUTE.toMillis());
        assertThat(window.take(1, 1).granted()).isTrue();
    }

    @Test
    void everythingIsFreeAgainWhenItSaysSo() {
        SlidingWindow.Taking taking = window.take(7, 10);
        clock.moveMillis(taking.waitMillis() - 1);
        assertThat(window.used()).isEqualTo(7);
        clock.moveMillis(1);
        assertThat(window.used()).isZero();
    }

    @Test
    void aCorrectionCountsWhereItWasTaken() {
        SlidingWindow.Taking taking = window.take(50, 100);
        clock.moveMillis(30_000);
        window.correct(taking.slot(), -40);
        assertThat(window.used()).isEqualTo(10);
        window.correct(taking.slot(), 30);
        assertThat(window.used()).isEqualTo(40);
        clock.moveMillis(31_000);
        assertThat(window.used()).isZero();
    }

    @Test
    void aCorrectionOfWhatNoLongerCountsChangesNothing() {
        SlidingWindow.Taking taking = window.take(50, 100);
        clock.moveMillis(90_000);
        window.correct(taking.slot(), 1000);
        assertThat(window.used()).isZero();
    }

    @Test
    void aLoweredLimitHoldsAtOnce() {
        window.take(80, 100);
        assertThat(window.take(1, 50).granted()).isFalse();
        assertThat(window.take(20, 100).granted()).isTrue();
    }

    @Test
    void inNoStretchOfTimeIsMoreThanTheLimitTaken() {
        Random random = new Random(42);
        List<long[]> granted = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            clock.moveMillis((long) Math.abs(random.nextGaussian() * 800));
            long amount = 1 + random.nextInt(4);
            if (window.take(amount, 40).granted()) {
                granted.add(new long[] {clock.millis(), amount});
            }
        }
        for (int first = 0; first < granted.size(); first++) {
            long start = granted.get(first)[0];
            long sum = granted.stream()
                    .filter(it -> it[0] >= start && it[0] - start < MINUTE.toMillis())
                    .mapToLong(it -> it[1])
                    .sum();
            assertThat(sum).isLessThanOrEqualTo(40);
        }
        assertThat(granted.size()).isGreaterThan(500);
    }
}
