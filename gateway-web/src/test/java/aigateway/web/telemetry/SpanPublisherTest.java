package aigateway.web.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import jakarta.jms.JMSException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SpanPublisherTest {

    private static final Duration LONG_FAREWELL = Duration.ofSeconds(60);

    private final FakeTopic topic = new FakeTopic();
    private final SpanPublisher publisher = new SpanPublisher();
    private final Spans spans =
            new Spans(InstantSource.system(), System::nanoTime, publisher, () -> ContentRules.USUAL);

    @AfterEach
    void stop() {
        topic.open.release(1_000_000);
        publisher.stop();
    }

    @Test
    void loneTraceLeavesAtOnce() throws Exception {
        start(1_000, 1 << 20);
        topic.open.release(1);
        trace("lone");
        await(() -> publisher.published() == 2);
        assertThat(topic.names()).containsExactly("lone", "child of lone");
        await(() -> publisher.waiting() == 0);
    }

    @Test
    void burstTravelsTogetherWhenItIsOver() throws Exception {
        start(1_000, 1 << 20, Duration.ofSeconds(3), Duration.ofSeconds(60));
        topic.open.release(10);
        for (int i = 0; i < 8; i++) {
            trace("t" + i);
            Thread.sleep(20);
        }

        assertThat(topic.attempts.get()).as("while others come").isZero();
        await(() -> publisher.waiting() == 0);
        assertThat(topic.messages.size()).isEqualTo(1);
    }

    @Test
    void tracesThatKeepComingDoNotKeepOthersWaiting() throws Exception {
        start(1_000, 1 << 20, Duration.ofMillis(200), Duration.ofMillis(300));
        topic.open.release(100);
        for (int i = 0; i < 500 && publisher.published() == 0; i++) {
            trace("t" + i);
            Thread.sleep(10);
        }

        assertThat(publisher.published()).isPositive();
    }

    @Test
    void whatGathersTravelsTogetherInOrder() throws Exception {
        startWithOneUnderWay(1_000);
        for (int i = 0; i < 50; i++) {
            trace("t" + i);
        }
        topic.open.release(10);
        await(() -> publisher.waiting() == 0);
        assertThat(topic.messages.size()).isEqualTo(2);
        assertThat(topic.names().stream().filter(name -> name.startsWith("t")))
                .hasSize(50)
                .startsWith("t0", "t1", "t2")
                .endsWith("t49");
    }

    @Test
    void messageEndsAtItsSize() throws Exception {
        startWithOneUnderWay(1_000);
        for (int i = 0; i < 40; i++) {
            traceOf(4_000);
        }
        topic.open.release(100);
        await(() -> publisher.waiting() == 0);
        assertThat(topic.messages.size()).isBetween(6, 20);
        assertThat(topic.commits.get())
                .as("a wait for the broker's disk with each")
                .isBetween(2, 4);
    }

    @Test
    void whatWasNotCommittedIsSentAgainWhole() throws Exception {
        startWithOneUnderWay(1_000);
        for (int i = 0; i < 20; i++) {
            traceOf(4_000);
        }
        topic.commitsToFail.set(2);
        topic.open.release(100);
        await(() -> publisher.waiting() == 0);
        assertThat(publisher.failures()).isEqualTo(2);
        assertThat(publisher.published()).isEqualTo(2 + 20);
        assertThat(topic.names()).hasSize(2 + 20);
    }

    @Test
    void fullQueueDropsAndCounts() throws Exception {
        startWithOneUnderWay(10);
        for (int i = 0; i < 100; i++) {
            trace("t" + i);
        }
        assertThat(publisher.waiting()).isEqualTo(10);
        assertThat(publisher.dropped()).isEqualTo(2 * 91);
        topic.open.release(100);
        await(() -> publisher.waiting() == 0);
        assertThat(publisher.published()).isEqualTo(2 * 10);
    }

    @Test
    void queueIsBoundedInBytesToo() throws Exception {
        start(1_000, 100_000);
        for (int i = 0; i < 100; i++) {
            traceOf(10_000);
        }
        assertThat(publisher.waiting()).isBetween(5, 10);
        assertThat(publisher.dropped()).isGreaterThanOrEqualTo(90);
    }

    @Test
    void messageIsRepeatedUntilTheBrokerTakesIt() throws Exception {
        start(1_000, 1 << 20);
        topic.broken = true;
        topic.open.release(1_000);
        trace("patient");
        await(() -> publisher.failures() >= 3);
        assertThat(publisher.published()).isZero();
        assertThat(publisher.waiting()).isEqualTo(1);
        topic.broken = false;
        await(() -> publisher.published() == 2);
        assertThat(topic.names()).containsExactly("patient", "child of patient");
        assertThat(topic.closed.get()).isGreaterThanOrEqualTo(3);
    }

    @Test
    void stoppingSendsWhatWaits() throws Exception {
        startWithLongFarewell();
        topic.open.release(1_000);
        for (int i = 0; i < 200; i++) {
            trace("t" + i);
        }
        publisher.stop();
        assertThat(publisher.published()).isEqualTo(400);
        trace("after");
        assertThat(publisher.dropped()).isEqualTo(2);
    }

    @Test
    void stoppingDoesNotWaitForABrokerThatIsAway() throws Exception {
        start(1_000, 1 << 20);
        topic.broken = true;
        topic.open.release(1_000);
        trace("lost");
        await(() -> publisher.failures() >= 1);
        long began = System.nanoTime();
        publisher.stop();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
        await(() -> publisher.dropped() == 2);
    }

    @Test
    void traceThatCannotBeEncodedSilencesNoOther() throws Exception {
        startWithOneUnderWay(1_000);
        trace("before");
        spans.start("poison", Kind.SERVER, null)
                .set(
                        Attributes.INPUT,
                        Content.later(
                                () -> {
                                    throw new IllegalStateException("cannot be read");
                                },
                                1))
                .end();
        trace("after");
        topic.open.release(10);
        await(() -> publisher.waiting() == 0);
        assertThat(topic.names()).contains("before", "after").doesNotContain("poison");
        assertThat(publisher.dropped()).isEqualTo(1);
    }

    @Test
    void whatApplicationsSentTravelsTogetherButNotWithOurs() throws Exception {
        startWithOneUnderWay(1_000);
        for (int i = 0; i < 20; i++) {
            assertThat(publisher.offer(List.of(foreign("f" + i)), 1)).isTrue();
        }
        trace("own");
        topic.open.release(10);
        await(() -> publisher.waiting() == 0);
        assertThat(publisher.published()).isEqualTo(2 + 20 + 2);
        assertThat(topic.origins).containsExactly(false, false, true);
        assertThat(ExportTraceServiceRequest.parseFrom(topic.messages.get(2)).getResourceSpansList())
                .extracting(resource -> resource.getScopeSpans(0).getSpans(0).getName())
                .hasSize(20)
                .startsWith("f0", "f1")
                .endsWith("f19");
    }

    @Test
    void whatApplicationsSendNeverDisplacesOurs() throws Exception {
        startWithOneUnderWay(10);
        int taken = 0;
        while (publisher.offer(List.of(foreign("f")), 1)) {
            taken++;
        }
        assertThat(taken).isEqualTo(4);
        for (int i = 0; i < 5; i++) {
            trace("own");
        }
        assertThat(publisher.dropped()).isZero();
        assertThat(publisher.offer(List.of(new byte[600_000]), 1)).isFalse();
        topic.open.release(100);
        await(() -> publisher.waiting() == 0);
        assertThat(publisher.offer(List.of(foreign("again")), 1)).isTrue();
    }

    @Test
    void metricsGoToEachExporterOfMetrics() throws Exception {
        start(1_000, 1 << 20);
        topic.open.release(10);
        assertThat(publisher.offerMetrics(new byte[] {1, 2}, List.of("metrics:a", "metrics:b")))
                .isTrue();
        await(() -> publisher.waiting() == 0);
        assertThat(topic.queues).containsExactly("metrics:a", "metrics:b");
        assertThat(topic.messages).hasSize(2);
        assertThat(publisher.published()).isZero();
    }

    @Test
    void whatIsSentAtOnceIsCommittedInParts() throws Exception {
        start(1_000, 1 << 20);
        List<byte[]> messages = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            messages.add(new byte[20_000]);
        }
        topic.open.release(1_000);
        assertThat(publisher.offer(messages, 20)).isTrue();
        await(() -> publisher.waiting() == 0);
        assertThat(topic.messages).hasSize(20);
        assertThat(topic.commits).hasValue(3);
        assertThat(publisher.published()).isEqualTo(20);
    }

    @Test
    void stoppingTearsNoCommit() throws Exception {
        startWithLongFarewell();
        trace("under way");
        await(() -> topic.attempts.get() == 1);
        Thread stopping = new Thread(publisher::stop);
        stopping.start();
        await(() -> stopping.getState() == Thread.State.TIMED_WAITING);
        topic.open.release(1);
        stopping.join();
        assertThat(topic.wasInterrupted).isFalse();
        assertThat(publisher.failures()).isZero();
        assertThat(publisher.published()).isEqualTo(2);
    }

    @Test
    void stoppingWhenNothingWaitsIsOverAtOnce() throws Exception {
        long fastest = Long.MAX_VALUE;
        // A machine may be busy, but not each time.
        for (int i = 0; i < 10; i++) {
            SpanPublisher idle = new SpanPublisher();
            start(idle, 1_000, 1 << 20, Duration.ofMillis(2), Duration.ofMillis(5), LONG_FAREWELL);
            Thread.sleep(50);
            long began = System.nanoTime();
            idle.stop();
            fastest = Math.min(fastest, System.nanoTime() - began);
        }
        assertThat(Duration.ofNanos(fastest)).isLessThan(Duration.ofMillis(500));
    }

    @Test
    void traceThatFindsNoMemoryStopsNoOther() throws Exception {
        start(1_000, 1 << 20);
        topic.withoutMemory.set(1);
        topic.open.release(10);
        trace("too much");
        await(() -> publisher.dropped() == 2);
        trace("after");
        await(() -> publisher.published() == 2);
        assertThat(topic.names()).containsExactly("after", "child of after");
    }

    private static byte[] foreign(String name) {
        ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
        request.addResourceSpansBuilder()
                .addScopeSpansBuilder()
                .addSpansBuilder()
                .setName(name);
        return request.build().toByteArray();
    }

    private void start(int traces, long bytes) {
        start(traces, bytes, Duration.ofMillis(2), Duration.ofMillis(5));
    }

    private void start(int traces, long bytes, Duration quiet, Duration most) {
        start(publisher, traces, bytes, quiet, most, Duration.ofMillis(500));
    }

    /** What is to be done in it is, however slow the machine. */
    private void startWithLongFarewell() {
        start(publisher, 1_000, 1 << 20, Duration.ofMillis(2), Duration.ofMillis(5), LONG_FAREWELL);
    }

    private void start(
            SpanPublisher started, int traces, long bytes, Duration quiet, Duration most, Duration farewell) {
        started.start(
                new PublisherSettings(traces, bytes, 20_000, quiet, most, Duration.ofMillis(10), farewell),
                new TraceEncoder(Map.of(), "test", "1"),
                topic,
                Thread::new);
    }

    /** What comes now gathers: the first trace's message waits for a permit. */
    private void startWithOneUnderWay(int traces) throws InterruptedException {
        start(traces, 1 << 20);
        trace("first");
        await(() -> topic.attempts.get() == 1);
    }

    private void trace(String name) {
        CallSpan root = spans.start(name, Kind.SERVER, null);
        root.child("child of " + name, Kind.INTERNAL).end();
        root.end();
    }

    private void traceOf(int bytes) {
        spans.start("large", Kind.SERVER, null)
                .set(Attributes.INPUT, Content.of(new byte[bytes]))
                .end();
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            Thread.sleep(2);
        }
    }

    /** Takes a message for each permit and passes it on with the commit; refuses while broken. */
    private static final class FakeTopic implements SpanTopic {
        final Semaphore open = new Semaphore(0);
        final AtomicInteger attempts = new AtomicInteger();
        final AtomicInteger closed = new AtomicInteger();
        final List<byte[]> messages = new ArrayList<>();
        final List<Boolean> origins = new ArrayList<>();
        final List<String> queues = new ArrayList<>();
        final AtomicInteger commits = new AtomicInteger();
        final AtomicInteger commitsToFail = new AtomicInteger();
        private final List<byte[]> sent = new ArrayList<>();
        private final List<Boolean> sentOrigins = new ArrayList<>();
        final AtomicInteger withoutMemory = new AtomicInteger();
        volatile boolean broken;
        volatile boolean wasInterrupted;

        @Override
        public void send(byte[] message, boolean foreign) throws JMSException {
            attempts.incrementAndGet();
            open.acquireUninterruptibly();
            wasInterrupted |= Thread.currentThread().isInterrupted();
            if (withoutMemory.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new OutOfMemoryError("for a test");
            }
            if (broken) {
                throw new JMSException("away");
            }
            sent.add(message);
            sentOrigins.add(foreign);
        }

        @Override
        public void commit() throws JMSException {
            if (commitsToFail.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new JMSException("lost on the way");
            }
            commits.incrementAndGet();
            messages.addAll(sent);
            origins.addAll(sentOrigins);
            sent.clear();
            sentOrigins.clear();
        }

        @Override
        public void sendTo(String exporter, byte[] message) throws JMSException {
            send(message, true);
            commit();
            queues.add(exporter);
        }

        @Override
        public void close() {
            sent.clear();
            sentOrigins.clear();
            closed.incrementAndGet();
        }

        List<String> names() throws Exception {
            List<String> names = new ArrayList<>();
            for (byte[] message : messages) {
                for (Span span : ExportTraceServiceRequest.parseFrom(message)
                        .getResourceSpans(0)
                        .getScopeSpans(0)
                        .getSpansList()) {
                    names.add(span.getName());
                }
            }
            return names;
        }
    }
}
