package aigateway.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SharedTest {

    @AfterEach
    void forget() {
        Shared.forget();
    }

    @Test
    void firstOneLendsItsOwn() {
        Semaphore first = Shared.of("test-room", Semaphore.class, new Semaphore(1));

        assertThat(Shared.of("test-room", Semaphore.class, new Semaphore(2))).isSameAs(first);
        assertThat(Shared.of("test-other", Semaphore.class, new Semaphore(3))).isNotSameAs(first);
    }

    @Test
    void applicationThatIsDeployedAgainHasItsOwn() {
        Semaphore first = Shared.of("test-room", Semaphore.class, new Semaphore(1));
        Shared.forget();

        assertThat(Shared.of("test-room", Semaphore.class, new Semaphore(1))).isNotSameAs(first);
    }

    @Test
    void thingOfAnotherTypeIsNotTaken() {
        Shared.of("test-room", String.class, "lent");
        Semaphore own = new Semaphore(1);

        assertThat(Shared.of("test-room", Semaphore.class, own)).isSameAs(own);
    }
}
