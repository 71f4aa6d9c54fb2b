package aigateway.web.ingest.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class GrpcReceiverTest {

    @Test
    void fewCallsAreHandledAtOnceAndTheOthersAfterThem() throws InterruptedException {
        int processors = Math.max(2, Runtime.getRuntime().availableProcessors());
        AtomicInteger threads = new AtomicInteger();
        AtomicInteger handled = new AtomicInteger();
        CountDownLatch held = new CountDownLatch(1);
        ExecutorService few = GrpcReceiver.few(task -> {
            threads.incrementAndGet();
            return new Thread(task);
        });
        Runnable call = () -> {
            try {
                held.await();
                handled.incrementAndGet();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        for (int i = 0; i < processors + 1024; i++) {
            few.execute(call);
        }

        assertThatThrownBy(() -> few.execute(call)).isInstanceOf(RejectedExecutionException.class);
        held.countDown();
        few.shutdown();
        assertThat(few.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        assertThat(handled).hasValue(processors + 1024);
        assertThat(threads).hasValue(processors);
    }
}
