package aigateway.web.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aigateway.web.call.Dialect;
import aigateway.web.response.ResponseStream;
import aigateway.web.response.Stalled;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SilentStartTest {

    private static final long AN_HOUR = 3_600_000_000_000L;

    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private final ServletOutputStream connection = new ServletOutputStream() {
        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            if (unusable) {
                throw new OutOfMemoryError("for a test");
            }
        }

        @Override
        public void write(int b) {
            received.write(b);
        }
    };
    private boolean unusable;
    private final AtomicInteger heads = new AtomicInteger();
    private final AtomicInteger gone = new AtomicInteger();
    private final ResponseStream out = new ResponseStream(
            answering(HttpServletResponse.class), whole -> {}, () -> {}, new Stalled(System::nanoTime));
    private final SilentStart start =
            new SilentStart(out, Dialect.OPENAI.signOfLife(), heads::incrementAndGet, gone::incrementAndGet);

    /** Something of the server's of which nothing matters but the connection. */
    private <T> T answering(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> switch (method.getName()) {
                    case "getOutputStream" -> connection;
                    case "resume" -> true;
                    default -> null;
                }));
    }

    private String heard() {
        return received.toString(StandardCharsets.UTF_8);
    }

    @Test
    void whoIsAnsweredInTimeHearsNothingBefore() {
        start.keepAlive(AN_HOUR);

        assertThat(start.end()).isFalse();
        start.keepAlive(0);
        assertThat(heads).hasValue(0);
        assertThat(heard()).isEmpty();
    }

    @Test
    void whoWaitsIsGivenTheHeadOnceAndCommentsUntilTheAnswerComes() {
        start.keepAlive(0);
        start.keepAlive(0);
        start.keepAlive(AN_HOUR);
        assertThat(start.end()).isTrue();
        start.keepAlive(0);

        assertThat(heads).hasValue(1);
        assertThat(heard()).isEqualTo(": keep-alive\n\n: keep-alive\n\n");
    }

    @Test
    void onceBegunTheCommentsComeSooner() throws InterruptedException {
        start.keepAlive(0);
        Thread.sleep(30);

        start.keepAlive(80_000_000);

        assertThat(heard()).as("30 of 80 ms are enough").isEqualTo(": keep-alive\n\n: keep-alive\n\n");
    }

    @Test
    void answerGoesOnWhereTheCommentsEnded() {
        start.keepAlive(0);
        start.end();
        AtomicInteger taken = new AtomicInteger();
        out.handTo(new ResponseStream.Producer() {
            @Override
            public void taken(int bytes) {
                taken.addAndGet(bytes);
            }

            @Override
            public void gone() {}
        });

        out.write("data: 1\n\n".getBytes(StandardCharsets.US_ASCII));

        assertThat(heard()).isEqualTo(": keep-alive\n\ndata: 1\n\n");
        assertThat(taken).hasValue(9);
    }

    /** Half of it may be with the server; the client is cut off, and nobody goes on for it. */
    @Test
    void whatCouldNotBeginIsNotTriedAgain() {
        unusable = true;
        assertThatThrownBy(() -> start.keepAlive(0)).isInstanceOf(OutOfMemoryError.class);
        unusable = false;
        start.keepAlive(0);

        assertThat(heads).hasValue(1);
        assertThat(gone).hasValue(1);
        assertThat(start.end()).as("nobody else begins it").isTrue();
        assertThat(heard()).isEmpty();
    }

    @Test
    void clientThatHasGoneIsNotWaitedFor() {
        start.keepAlive(0);

        start.gone();

        assertThat(gone).hasValue(1);
    }
}
