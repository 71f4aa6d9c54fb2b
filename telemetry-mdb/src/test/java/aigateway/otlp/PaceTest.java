package aigateway.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaceTest {

    private static final long SENT = 1_700_000_000_000L;

    private final Pace pace = new Pace();
    private long now = SENT;
    private double load;

    @BeforeEach
    void set() {
        pace.clock = () -> Instant.ofEpochMilli(now);
        pace.processors = () -> load;
    }

    @Test
    void spansGoAtOnceWhileProcessorsAreFree() {
        load = 0.5;
        assertThat(pace.mayGo(SENT)).isTrue();
    }

    @Test
    void spansWaitWhileProcessorsAreShort() {
        load = 1;
        assertThat(pace.mayGo(SENT)).isFalse();
        now += 29_999;
        assertThat(pace.mayGo(SENT)).isFalse();
    }

    @Test
    void spansGoAsSoonAsProcessorsAreFreeAgain() {
        load = 1;
        pace.mayGo(SENT);
        load = 0.2;
        now += 100;
        assertThat(pace.mayGo(SENT)).isTrue();
    }

    @Test
    void spansThatHaveWaitedLongGoWhateverTheLoad() {
        load = 1;
        now += 30_000;
        assertThat(pace.mayGo(SENT)).isTrue();
    }

    @Test
    void clockOfAnotherNodeThatIsAheadHoldsNothingUp() {
        load = 1;
        assertThat(pace.mayGo(SENT + 3_600_000)).isTrue();
    }

    @Test
    void loadIsNotAskedForMoreOftenThanItMeansSomething() {
        int[] asked = {0};
        pace.processors = () -> ++asked[0];
        for (int i = 0; i < 100; i++, now++) {
            pace.mayGo(SENT);
        }
        assertThat(asked[0]).isEqualTo(1);
    }

    @Test
    void processorsThatOthersKeepBusyAreTakenForFree() {
        assertThat(new ProcessorLoad(Map.of("CpuLoad", 1.0, "ProcessCpuLoad", 0.29)::get).getAsDouble())
                .isZero();
        assertThat(new ProcessorLoad(Map.of("CpuLoad", 0.97, "ProcessCpuLoad", 0.31)::get).getAsDouble())
                .isEqualTo(0.97);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CpuLoad", "ProcessCpuLoad"})
    void machineTellsItsLoad(String whose) {
        double most = 0;
        for (long end = System.nanoTime() + 30_000_000_000L; System.nanoTime() < end && most == 0; ) {
            most = ProcessorLoad.told(whose);
        }
        assertThat(most).isBetween(Double.MIN_VALUE, 1.0);
    }
}
