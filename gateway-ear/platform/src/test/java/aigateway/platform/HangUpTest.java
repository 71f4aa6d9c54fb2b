package aigateway.platform;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import java.io.Closeable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HangUpTest {

    private final AtomicInteger closed = new AtomicInteger();

    /** As Undertow's exchange is shaped. */
    public static final class Exchange {
        private final Closeable connection;

        Exchange(Closeable connection) {
            this.connection = connection;
        }

        public Closeable getConnection() {
            return connection;
        }
    }

    /** As Undertow's request is shaped. */
    public interface UndertowsRequest extends HttpServletRequest {
        Exchange getExchange();
    }

    private static <T> T request(Class<T> type, InvocationHandler says) {
        return type.cast(Proxy.newProxyInstance(HangUpTest.class.getClassLoader(), new Class<?>[] {type}, says));
    }

    @Test
    void whatTheListenerGaveIsRun() {
        Runnable given = closed::incrementAndGet;
        HangUp.on(request(HttpServletRequest.class, (self, method, arguments) -> given))
                .run();

        assertThat(closed).hasValue(1);
    }

    @Test
    void connectionOfUndertowsExchangeIsClosed() {
        UndertowsRequest request = request(
                UndertowsRequest.class,
                (self, method, arguments) ->
                        method.getName().equals("getExchange") ? new Exchange(closed::incrementAndGet) : null);
        HangUp.on(new ServletRequestWrapper(request)).run();

        assertThat(closed).hasValue(1);
    }

    @Test
    void anotherServersConnectionIsLeftAlone() {
        HangUp.on(request(HttpServletRequest.class, (self, method, arguments) -> null))
                .run();

        assertThat(closed).hasValue(0);
    }
}
