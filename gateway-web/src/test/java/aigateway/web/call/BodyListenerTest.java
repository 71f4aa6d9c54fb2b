package aigateway.web.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aigateway.call.ErrorType;
import aigateway.call.GatewayException;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class BodyListenerTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    private final ServletRequest request = (ServletRequest) Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {ServletRequest.class}, (proxy, method, arguments) -> null);
    private final BodyMemory memory = new BodyMemory(64 << 20);
    private final CompletableFuture<byte[]> whole = new CompletableFuture<>();

    private BodyListener listener(ServletInputStream in) {
        return new BodyListener(in, -1, memory.share(request, -1), whole);
    }

    private String collected() {
        assertThat(whole).isCompleted();
        return new String(whole.join(), StandardCharsets.US_ASCII);
    }

    @Test
    void smallBodyIsReadWhereItIsAskedFor() throws Exception {
        listener(new Pieces("{\"a\":", "1}")).begin(1_000, LONG, LONG);

        assertThat(collected()).isEqualTo("{\"a\":1}");
    }

    @Test
    void whatIsReadFirstIsTheBeginningOfTheRest() throws Exception {
        BodyListener listener = listener(new Pieces("x".repeat(600_000), "y".repeat(600_000), "z"));
        listener.begin(64 << 10, LONG, LONG);
        assertThat(whole).isNotDone();
        long begun = memory.held();

        listener.onDataAvailable();

        assertThat(collected().equals("x".repeat(600_000) + "y".repeat(600_000) + "z"))
                .isTrue();
        assertThat(memory.held()).isGreaterThan(begun).isEqualTo(1_200_001);
    }

    @Test
    void whoeverTakesAMomentTooLongIsLeftToTheContainer() throws Exception {
        BodyListener listener = listener(new Pieces("a", "b"));

        listener.begin(1_000, Duration.ZERO, LONG);

        assertThat(whole).isNotDone();
        listener.onDataAvailable();
        assertThat(collected()).isEqualTo("ab");
    }

    @Test
    void bodyThatNeverComesHoldsNoThread() {
        BodyListener listener = listener(new Pieces("{") {
            @Override
            void ended() throws IOException {
                try {
                    Thread.sleep(LONG.toMillis());
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new InterruptedIOException("closed");
                }
            }
        });

        assertThatThrownBy(() -> listener.begin(1_000, LONG, Duration.ofMillis(50)))
                .isInstanceOfSatisfying(GatewayException.class, refusal -> assertThat(refusal.type())
                        .isEqualTo(ErrorType.REQUEST_TIMEOUT));
        assertThat(Thread.interrupted()).as("left behind").isFalse();
    }

    /** Comes in pieces, all of them at once. */
    private static class Pieces extends ServletInputStream {
        private final Queue<byte[]> pieces = new ArrayDeque<>();
        private int at;

        Pieces(String... pieces) {
            List.of(pieces).forEach(piece -> this.pieces.add(piece.getBytes(StandardCharsets.US_ASCII)));
        }

        void ended() throws IOException {}

        @Override
        public int read(byte[] to, int from, int length) throws IOException {
            byte[] piece = pieces.peek();
            if (piece == null) {
                ended();
                return -1;
            }
            int read = Math.min(length, piece.length - at);
            System.arraycopy(piece, at, to, from, read);
            at += read;
            if (at == piece.length) {
                pieces.remove();
                at = 0;
            }
            return read;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0];
        }

        @Override
        public boolean isFinished() {
            return pieces.isEmpty();
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new IllegalStateException("Nobody is to listen here");
        }
    }
}
