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
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ResponseStreamTest {

    /** A client's connection that takes so many writes and then no more until it is asked again. */
    private static final class Connection extends ServletOutputStream {
        final ByteArrayOutputStream received = new ByteArrayOutputStream();
        WriteListener listener;
        int room = Integer.MAX_VALUE;
        int flushes;
        boolean broken;
        Error fatal;

        @Override
        public boolean isReady() {
            return room > 0;
        }

        @Override
        public void setWriteListener(WriteListener writeListener) {
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
    private final ResponseStream stream = new ResponseStream(response(connection), whole -> {
        resumed.incrementAndGet();
        resumedWhole = whole;
    });

    private static HttpServletResponse response(Connection connection) {
        return (HttpServletResponse) Proxy.newProxyInstance(
                HttpServletResponse.class.getClassLoader(),
                new Class<?>[] {HttpServletResponse.class},
                (self, method, arguments) -> method.getName().equals("getOutputStream") ? connection : null);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
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

    @Test
    void anErrorBetweenWritesIsAGoneClientToo() {
        connection.room = 0;
        stream.start(producer);
        stream.write(bytes("waits"));
        connection.listener.onError(new IOException("reset"));

        assertThat(producer.gone).isEqualTo(1);
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
}
