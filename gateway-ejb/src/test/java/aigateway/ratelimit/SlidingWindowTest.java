package aigateway.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlidingWindowTest extends WindowContract {

    @Override
    Window window(Duration length, InstantSource clock) {
        return Window.real(new SlidingWindow(length, clock));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void agreesWithTheNaiveOneInEverything(long seed) {
        Random random = new Random(seed);
        Duration length =
                List.of(MINUTE, Duration.ofHours(1), Duration.ofDays(1)).get(random.nextInt(3));
        double step = length.toMillis() / 60.0;
        Window real = window(length, clock);
        Window naive = new NaiveWindow(length, clock);
        List<SlidingWindow.Taking> takings = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            clock.moveMillis((long) Math.abs(random.nextGaussian() * step * (random.nextInt(20) == 0 ? 40 : 1)));
            if (random.nextInt(4) == 0 && !takings.isEmpty()) {
                SlidingWindow.Taking corrected = takings.remove(random.nextInt(takings.size()));
                long difference = random.nextInt(20) - 1;
                real.correct(corrected.slot(), difference);
                naive.correct(corrected.slot(), difference);
            } else {
                long amount = 1 + random.nextInt(9);
                SlidingWindow.Taking taking = real.take(amount, 100);
                assertThat(taking).isEqualTo(naive.take(amount, 100));
                if (taking.granted()) {
                    takings.add(taking);
                }
            }
            assertThat(real.used()).isEqualTo(naive.used());
        }
    }

    @Test
    void aClockThatIsSetBackForgetsNothingAndBlocksNobodyLonger() {
        SlidingWindow window = new SlidingWindow(MINUTE, clock);
        window.take(5, 5);
        clock.move(Duration.ofHours(-3));
        assertThat(window.take(1, 5).granted()).isFalse();
        clock.moveMillis(59_000);
        assertThat(window.take(1, 5).granted()).isFalse();
        clock.moveMillis(2_000);
        assertThat(window.take(5, 5).granted()).isTrue();
    }

    @Test
    void aRetiredWindowTakesNothingAndABusyOneIsNotRetired() {
        SlidingWindow window = new SlidingWindow(MINUTE, clock);
        window.take(1, 5);
        assertThat(window.retireIfIdle()).isFalse();
        clock.moveMillis(61_000);
        assertThat(window.retireIfIdle()).isTrue();
        assertThat(window.take(1, 5)).isNull();
    }
}
