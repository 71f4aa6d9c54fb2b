package aigateway.web.response;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ResponseStreamTest {

    /** A client's connection that takes so many writes and then no more until it is asked again. */
    private static final class Connection extends ServletOutputStream {
        final ByteArrayOutputStream received = new ByteArrayOutputStream();
        WriteListener listener;
        int room = Integer.MAX_VALUE;
        int flushes;
        boolean broken;
        Error unbegun;
        RuntimeException refused;
        Error fatal;
        RuntimeException unforeseen;

        @Override
        public boolean isReady() {
            return room > 0;
        }

        @Override
        public void setWriteListener(WriteListener writeListener) {
            if (unbegun != null) {
                throw unbegun;
            }
            if (refused != null) {
                throw refused;
            }
            listener = writeListener;
        }

        @Override
        public void write(int b) {
            received.write(b);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (broken) {
                throw new IOException("connection reset");
            }
            if (fatal != null) {
                throw fatal;
            }
            if (unforeseen != null) {
                throw unforeseen;
            }
            room--;
            received.write(bytes, offset, length);
        }

        @Override
        public void flush() {
            flushes++;
        }

        void take(int writes) throws IOException {
            room = writes;
            listener.onWritePossible();
        }

        String text() {
            return received.toString(StandardCharsets.UTF_8);
        }
    }

    private static final class Producer implements ResponseStream.Producer {
        int taken;
        int gone;

        @Override
        public void taken(int bytes) {
            taken += bytes;
        }

        @Override
        public void gone() {
            gone++;
        }
    }

    private final Connection connection = new Connection();
    private final AtomicInteger resumed = new AtomicInteger();
    private boolean resumedWhole;
    private final Producer producer = new Producer();
    private final AtomicInteger hungUp = new AtomicInteger();
    private Runnable whileHangingUp = () -> {};
    private final AtomicLong now = new AtomicLong(-1_000);
    private final Stalled stalled = new Stalled(now::get);
    private final ResponseStream stream = new ResponseStream(
            response(connection),
            whole -> {
                resumed.incrementAndGet();
                resumedWhole = whole;
            },
            () -> {
                assertThat(resumed).as("ended while the connection was its own").hasValue(0);
                hungUp.incrementAndGet();
                whileHangingUp.run();
            },
            stalled);

    private static HttpServletResponse response(Connection connection) {
        return (HttpServletResponse) Proxy.newProxyInstance(
                HttpServletResponse.class.getClassLoader(),
                new Class<?>[] {HttpServletResponse.class},
                (self, method, arguments) -> method.getName().equals("getOutputStream") ? connection : null);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** What has not left would be overwritten by what JAX-RS is resumed with. */
    @Test
    void headThatIsAllThereIsLeavesBeforeTheEnd() throws Exception {
        stream.start(producer);
        connection.take(1);
        assertThat(connection.flushes)
                .as("alone it would be a packet of its own")
                .isZero();

        stream.writeWhole(new byte[0]);

        assertThat(connection.flushes).isEqualTo(1);
        assertThat(resumed).hasValue(1);
    }

    @Test
    void whatIsWrittenArrivesInOrderAndIsFlushed() throws IOException {
        stream.start(producer);
        stream.write(bytes("a"));
        stream.write(bytes("b"));
        stream.end();

        assertThat(connection.text()).isEqualTo("ab");
        assertThat(connection.flushes).isGreaterThanOrEqualTo(1);
        assertThat(resumed).hasValue(1);
        assertThat(resumedWhole).isFalse();
    }

    @Test
    void whatIsGivenWholeIsResumedAsThat() throws IOException {
        stream.start(producer);
        stream.writeWhole(bytes("all of it"));

        assertThat(connection.text()).isEqualTo("all of it");
        assertThat(resumed).hasValue(1);
        assertThat(resumedWhole).isTrue();
    }

    @Test
    void aSlowClientHoldsTheRestBackAndTheProducerIsToldOnlyOfWhatWasTaken() throws IOException {
        connection.room = 1;
        stream.start(producer);
        stream.write(bytes("first"));
        stream.write(bytes("second"));
        stream.end();

        assertThat(connection.text()).isEqualTo("first");
        assertThat(producer.taken).isEqualTo(5);
        assertThat(resumed).hasValue(0);
        connection.take(10);
        assertThat(connection.text()).isEqualTo("firstsecond");
        assertThat(producer.taken).isEqualTo(11);
        assertThat(resumed).hasValue(1);
    }

    @Test
    void aClientThatGoesIsToldOnceAndEndsTheAnswer() {
        stream.start(producer);
        connection.broken = true;
        stream.write(bytes("lost"));
        stream.write(bytes("lost too"));
        stream.end();

        assertThat(producer.gone).isEqualTo(1);
        assertThat(resumed).hasValue(1);
    }

    @Test
    void whatIsWorseThanAnExceptionEndsTheAnswerToo() {
        stream.start(producer);
        connection.fatal = new OutOfMemoryError("for a test");

        assertThatThrownBy(() -> stream.write(bytes("lost"))).isSameAs(connection.fatal);
        stream.write(bytes("lost too"));

        assertThat(producer.gone).isEqualTo(1);
        assertThat(resumed).hasValue(1);
        assertThat(stream.isIdle()).isTrue();
    }

    /** Ended in good order, it would be a head without its body, or chunks with an end. */
    @Test
    void anAnswerThatCannotBeWrittenToItsEndIsCutOff() {
        stream.start(producer);
        stream.write(bytes("some"));
        connection.unforeseen = new IllegalStateException("for a test");
        stream.write(bytes("lost"));
        stream.end();

        assertThat(connection.text()).isEqualTo("some");
        assertThat(producer.gone).isEqualTo(1);
        assertThat(hungUp).hasValue(1);
        assertThat(resumed).hasValue(1);
    }

    @Test
    void whoeverCannotHangUpEndsTheAnswerAllTheSame() {
        stream.start(producer);
        whileHangingUp = () -> {
            throw new IllegalStateException("for a test");
        };
        connection.broken = true;
        stream.write(bytes("lost"));
        stream.write(bytes("lost too"));

        assertThat(producer.gone).isEqualTo(1);
        assertThat(resumed).hasValue(1);
        assertThat(stream.isIdle()).as("others are still heard").isTrue();
    }

    @Test
    void answerOfWhichThereWillBeNoMoreIsCutOff() {
        stream.start(producer);
        stream.write(bytes("some"));
        stream.cutOff();
        stream.cutOff();

        assertThat(connection.text()).isEqualTo("some");
        assertThat(producer.gone).isEqualTo(1);
        assertThat(hungUp).hasValue(1);
        assertThat(resumed).hasValue(1);
    }

    @Test
    void answerThatHasEndedIsNotCutOff() {
        stream.start(producer);
        stream.writeWhole(bytes("all of it"));
        stream.cutOff();

        assertThat(connection.text()).isEqualTo("all of it");
        assertThat(hungUp).hasValue(0);
        assertThat(resumed).hasValue(1);
    }

    /** As a server does whose threads are all at work, or that stops. */
    @Test
    void answerThatTheServerDoesNotBeginIsCutOff() {
        connection.refused = new RejectedExecutionException("for a test");

        stream.start(producer);
        stream.writeWhole(bytes("lost"));

        assertThat(connection.text()).isEmpty();
        assertThat(hungUp).hasValue(1);
        assertThat(resumed).hasValue(1);
    }

    @Test
    void answerThatCannotBeBegunIsCutOff() {
        connection.unbegun = new OutOfMemoryError("for a test");

        assertThatThrownBy(() -> stream.start(producer)).isSameAs(connection.unbegun);
        stream.writeWhole(bytes("lost"));

        assertThat(connection.text()).isEmpty();
        assertThat(hungUp).hasValue(1);
        assertThat(resumed).hasValue(1);
    }

    @Test
    void anErrorBetweenWritesIsAGoneClientToo() {
        connection.room = 0;
        stream.start(producer);
        stream.write(bytes("waits"));
        connection.listener.onError(new IOException("reset"));

        assertThat(producer.gone).isEqualTo(1);
        assertThat(hungUp).hasValue(1);
        assertThat(resumed).hasValue(1);
        assertThat(stream.isIdle()).isTrue();
    }

    @Test
    void whoTakesOverIsToldWhatIsTakenFromThenOn() {
        stream.start(producer);
        stream.write(bytes("ab"));
        Producer next = new Producer();

        stream.handTo(next);
        stream.write(bytes("c"));

        assertThat(connection.text()).isEqualTo("abc");
        assertThat(producer.taken).isEqualTo(2);
        assertThat(next.taken).isEqualTo(1);
    }

    @Test
    void whoTakesOverFromAClientThatIsGoneIsTold() {
        stream.start(producer);
        connection.broken = true;
        stream.write(bytes("a"));
        Producer next = new Producer();

        stream.handTo(next);

        assertThat(producer.gone).isEqualTo(1);
        assertThat(next.gone).isEqualTo(1);
    }

    private void after(Duration time) {
        now.addAndGet(time.toNanos());
        stalled.look();
    }

    @Test
    void aClientThatTakesNothingForFiveMinutesIsGivenUpOnce() {
        connection.room = 0;
        stream.start(producer);
        stream.write(bytes("waits"));
        after(Duration.ofSeconds(299));
        assertThat(producer.gone).isZero();

        after(Duration.ofSeconds(1));
        after(Duration.ofMinutes(10));
        stream.end();
        connection.listener.onError(new IOException("reset"));

        assertThat(producer.gone).isEqualTo(1);
        assertThat(hungUp).hasValue(1);
        assertThat(resumed).hasValue(1);
        assertThat(stream.isIdle()).isTrue();
        assertThat(stalled.count()).isZero();
    }

    @Test
    void aWholeAnswerThatNobodyTakesIsGivenUpToo() {
        connection.room = 0;
        stream.start(producer);
        stream.writeWhole(bytes("all of it"));
        after(Duration.ofMinutes(5));

        assertThat(connection.text()).isEmpty();
        assertThat(producer.gone).isEqualTo(1);
        assertThat(hungUp).hasValue(1);
        assertThat(resumed).hasValue(1);
    }

    @Test
    void aSlowClientThatGoesOnTakingIsNotGivenUp() throws IOException {
        connection.room = 0;
        stream.start(producer);
        stream.writeWhole(new byte[640 << 10]);
        for (int piece = 0; piece < 10; piece++) {
            after(Duration.ofMinutes(4));
            connection.take(1);
        }
        connection.take(1);

        assertThat(connection.received.size()).isEqualTo(640 << 10);
        assertThat(producer.taken).isEqualTo(640 << 10);
        assertThat(producer.gone).isZero();
        assertThat(hungUp).hasValue(0);
        assertThat(resumed).hasValue(1);
        assertThat(stalled.count()).isZero();
    }

    @Test
    void aClientThatHasTakenAllMayWaitForMoreAsLongAsItWants() throws IOException {
        connection.room = 0;
        stream.start(producer);
        stream.write(bytes("a"));
        connection.take(10);
        after(Duration.ofMinutes(9));
        stream.write(bytes("b"));

        assertThat(connection.text()).isEqualTo("ab");
        assertThat(producer.gone).isZero();
    }

    /** What was produced until then had been told to whom it was written for; the wait began with the first of it. */
    @Test
    void whatIsAddedMeanwhileIsNoReasonToWaitLonger() {
        connection.room = 0;
        stream.start(producer);
        stream.write(bytes("waits"));
        after(Duration.ofMinutes(4));
        stream.write(bytes("waits, too"));
        stream.end();
        after(Duration.ofMinutes(1));

        assertThat(producer.gone).isEqualTo(1);
        assertThat(hungUp).hasValue(1);
    }
}
