package aigateway.web.closing;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.budget.Bookkeeping;
import aigateway.identity.KeyWatch;
import aigateway.web.provider.http.UpstreamClient;
import aigateway.web.telemetry.SpanPublisher;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ClosingTest {

    private final List<String> done = new CopyOnWriteArrayList<>();
    private final CountDownLatch database = new CountDownLatch(1);
    private final Closing closing = new Closing();
    private Throwable fault;
    private boolean hangs;

    @BeforeEach
    void wire() {
        closing.running = new RunningRequests();
        closing.upstreams = new UpstreamClient() {
            @Override
            public void breakOff() {
                step("broken off");
            }
        };
        closing.spend = new Bookkeeping() {
            @Override
            public void carry() {
                if (hangs) {
                    awaitDatabase();
                }
                step("spend");
            }
        };
        closing.keys = new KeyWatch() {
            @Override
            public void carry() {
                step("keys");
            }
        };
        closing.spans = new SpanPublisher() {
            @Override
            public void await(Duration most) {
                done.add("spans");
            }
        };
        closing.threads = (ManagedThreadFactory) Proxy.newProxyInstance(
                ManagedThreadFactory.class.getClassLoader(),
                new Class<?>[] {ManagedThreadFactory.class},
                (self, method, arguments) -> new Thread((Runnable) arguments[0]));
    }

    @AfterEach
    void stop() {
        database.countDown();
    }

    private void step(String name) {
        done.add(name);
        if (fault instanceof Error error) {
            throw error;
        } else if (fault instanceof RuntimeException unforeseen) {
            throw unforeseen;
        }
    }

    private void awaitDatabase() {
        try {
            database.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void whereNothingRunsAllIsWrittenAtOnce() {
        closing.close(Duration.ofSeconds(20));

        assertThat(done).containsExactly("spend", "keys", "spans");
        assertThat(closing.isClosed()).isTrue();
    }

    @Test
    void whatGoesWrongWithOneStepIsNothingToTheNext() {
        closing.running.begin();
        for (Throwable thrown : List.of(new IllegalStateException("for a test"), new OutOfMemoryError("for a test"))) {
            done.clear();
            fault = thrown;

            closing.close(Duration.ofMillis(1));

            // What is left when nobody waits any longer goes on beside.
            for (long end = System.nanoTime() + 20_000_000_000L; done.size() < 4 && System.nanoTime() < end; ) {
                Thread.onSpinWait();
            }
            assertThat(done).containsExactly("broken off", "spend", "keys", "spans");
        }
    }

    @Test
    void databaseThatDoesNotAnswerKeepsNobodyFromStopping() {
        hangs = true;

        long began = System.nanoTime();
        closing.close(Duration.ofMillis(1));

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
        assertThat(done).isEmpty();
    }
}
