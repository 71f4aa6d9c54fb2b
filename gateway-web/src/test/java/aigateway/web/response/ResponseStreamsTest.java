package aigateway.web.response;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ResponseStreamsTest {

    private static final int ANSWERS = 30;

    private final ResponseStreams streams = new ResponseStreams();
    private final CountDownLatch release = new CountDownLatch(1);

    @BeforeEach
    void start() {
        streams.threads = (ManagedThreadFactory) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ManagedThreadFactory.class},
                (self, method, arguments) -> new Thread((Runnable) arguments[0]));
        streams.scheduler = (ManagedScheduledExecutorService) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ManagedScheduledExecutorService.class},
                (self, method, arguments) -> null);
        streams.start();
    }

    @AfterEach
    void stop() {
        release.countDown();
        streams.stop();
    }

    @Test
    void answersEndWhereAServerHasStoppedTheThreadsThatEndThem() throws InterruptedException {
        int few = Math.max(1, Runtime.getRuntime().availableProcessors() / 4);
        for (int i = 0; i < few; i++) {
            streams.later(this::hang);
        }
        CountDownLatch left = new CountDownLatch(ANSWERS);

        for (int i = 0; i < ANSWERS; i++) {
            streams.later(left::countDown);
        }

        assertThat(left.await(10, TimeUnit.SECONDS)).isTrue();
    }

    private void hang() {
        try {
            release.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
