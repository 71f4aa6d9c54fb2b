package aigateway.web.response;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.logging.Filter;
import java.util.logging.Level;
import java.util.logging.Logger;
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

    @Test
    void answersEndWhereThereIsNoThreadForIt() {
        streams.stop();
        streams.threads = (ManagedThreadFactory) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ManagedThreadFactory.class}, (self, method, arguments) -> {
                    throw new OutOfMemoryError("unable to create native thread");
                });
        streams.start();
        AtomicInteger ended = new AtomicInteger();

        streams.later(ended::incrementAndGet);

        assertThat(ended).hasValue(1);
    }

    @Test
    void answersThatTheServerEndedAreNothingToTellOf() {
        assertThat(levels(() -> false)).allMatch(level -> level.intValue() < Level.INFO.intValue());
        assertThat(levels(() -> {
                    throw new IllegalStateException("ended already");
                }))
                .allMatch(level -> level.intValue() < Level.INFO.intValue());
    }

    @Test
    void answersThatDoNotEndInGoodOrderAreToldOf() {
        assertThat(levels(() -> {
                    throw new UnsupportedOperationException("for a test");
                }))
                .containsExactly(Level.WARNING);
        assertThat(levels(() -> {
                    throw new OutOfMemoryError("for a test");
                }))
                .containsExactly(Level.SEVERE);
    }

    private static List<Level> levels(BooleanSupplier resumption) {
        List<Level> told = new ArrayList<>();
        Logger log = Logger.getLogger(ResponseStreams.class.getName());
        Filter before = log.getFilter();
        log.setFilter(report -> {
            told.add(report.getLevel());
            return false;
        });
        try {
            ResponseStreams.end(resumption);
        } finally {
            log.setFilter(before);
        }
        return told;
    }

    private void hang() {
        try {
            release.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
