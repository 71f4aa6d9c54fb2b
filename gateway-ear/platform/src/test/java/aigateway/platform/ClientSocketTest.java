package aigateway.platform;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ClientSocketTest {

    private static final InetSocketAddress THEIRS = new InetSocketAddress("127.0.0.1", 50_000);
    private static final InetSocketAddress OURS = new InetSocketAddress("127.0.0.2", 8080);

    /** As Undertow's exchange is shaped. */
    public static final class Exchange {
        public Connection getConnection() {
            return new Connection();
        }
    }

    /** As Undertow's connection is shaped. */
    public static final class Connection {
        public SocketAddress getPeerAddress() {
            return THEIRS;
        }

        public SocketAddress getLocalAddress() {
            return OURS;
        }
    }

    /** As Undertow's request is shaped. */
    public interface UndertowsRequest extends HttpServletRequest {
        Exchange getExchange();
    }

    private static <T> T request(Class<T> type, InvocationHandler says) {
        return type.cast(Proxy.newProxyInstance(ClientSocketTest.class.getClassLoader(), new Class<?>[] {type}, says));
    }

    private static ClientSocket given(Object remote, Object local) {
        Supplier<Object[]> ends = () -> new Object[] {remote, local};
        return ClientSocket.of(request(HttpServletRequest.class, (self, method, arguments) -> ends));
    }

    @Test
    void endsAreThoseThatTheListenerGave() {
        assertThat(given(THEIRS, OURS)).isEqualTo(new ClientSocket(THEIRS, OURS));
    }

    @Test
    void endsAreThoseOfUndertowsConnection() {
        UndertowsRequest request = request(
                UndertowsRequest.class,
                (self, method, arguments) -> method.getName().equals("getExchange") ? new Exchange() : null);

        assertThat(ClientSocket.of(new ServletRequestWrapper(request))).isEqualTo(new ClientSocket(THEIRS, OURS));
    }

    @Test
    void whatIsNoAddressOfTheInternetIsNone() {
        assertThat(given(null, OURS)).isSameAs(ClientSocket.NONE);
        assertThat(given("a pipe", OURS)).isSameAs(ClientSocket.NONE);
        assertThat(given(THEIRS, InetSocketAddress.createUnresolved("nobody.example", 1)))
                .isSameAs(ClientSocket.NONE);
        assertThat(ClientSocket.of(request(HttpServletRequest.class, (self, method, arguments) -> null)))
                .isSameAs(ClientSocket.NONE);
    }
}
