package aigateway.web.response;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StalledTest {

    private final AtomicLong now = new AtomicLong();
    private final AtomicInteger cut = new AtomicInteger();
    private final Stalled stalled = new Stalled(now::get);

    @Test
    void whatGoesWrongWithOneClientEndsTheTimerOfNone() {
        for (int i = 0; i < 3; i++) {
            stall(() -> {
                cut.incrementAndGet();
                throw new OutOfMemoryError("for a test");
            });
        }
        now.addAndGet(Duration.ofMinutes(6).toNanos());

        stalled.look();

        assertThat(cut).hasValue(3);
    }

    /** A client that takes nothing of what waits for it. */
    private void stall(Runnable hangUp) {
        HttpServletResponse response = (HttpServletResponse) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {HttpServletResponse.class},
                (self, method, arguments) -> new Full());
        ResponseStream stream = new ResponseStream(response, whole -> {}, hangUp, stalled);
        stream.start(new ResponseStream.Producer() {
            @Override
            public void taken(int bytes) {}

            @Override
            public void gone() {}
        });
        stream.write(new byte[1]);
    }

    private static final class Full extends ServletOutputStream {

        @Override
        public boolean isReady() {
            return false;
        }

        @Override
        public void setWriteListener(WriteListener listener) {}

        @Override
        public void write(int b) {}
    }
}
