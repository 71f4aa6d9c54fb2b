package aigateway.platform;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.Filter;
import jakarta.servlet.ServletConnection;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChunkedRequestsTest {

    private Filter filter = new ChunkedRequests();
    private final List<String> passed = new ArrayList<>();

    /** What the filter said to the answer. */
    private final List<String> said = new ArrayList<>();

    private void comes(String name, String connection, @Nullable String coding) throws Exception {
        said.clear();
        ServletConnection on = of(ServletConnection.class, "getConnectionId", connection);
        HttpServletRequest request = (HttpServletRequest) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (self, method, arguments) -> switch (method.getName()) {
                    case "getHeader" -> arguments[0].equals("Transfer-Encoding") ? coding : null;
                    case "getServletConnection" -> on;
                    case "getRemotePort" -> 50_000;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
        HttpServletResponse response = (HttpServletResponse) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {HttpServletResponse.class}, (self, method, arguments) -> {
                    said.add(method.getName() + List.of(arguments));
                    return null;
                });
        filter.doFilter(request, response, (one, other) -> passed.add(name));
    }

    private <T> T of(Class<T> type, String method, Object answer) {
        return type.cast(Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {type},
                (self, called, arguments) -> called.getName().equals(method) ? answer : null));
    }

    @Test
    void whatFollowsARequestInChunksIsTurnedAway() throws Exception {
        comes("first", "a1", "chunked");
        assertThat(said).containsExactly("setHeader[Connection, close]");

        comes("hidden", "a1", null);

        assertThat(said).containsExactly("setHeader[Connection, close]", "setStatus[400]");
        assertThat(passed).containsExactly("first");
    }

    @Test
    void whatFollowsForAnotherApplicationIsTurnedAwayToo() throws Exception {
        comes("first", "d1", "chunked");
        try (AnotherApplication another = new AnotherApplication()) {
            filter = (Filter) another.make(ChunkedRequests.class);
            assertThat(filter).isNotInstanceOf(ChunkedRequests.class);

            comes("hidden", "d1", null);
        }
        assertThat(passed).containsExactly("first");
    }

    @Test
    void otherConnectionsGoOn() throws Exception {
        comes("with a length", "b1", null);
        comes("in chunks", "b2", "chunked");
        comes("with a length again", "b1", null);

        assertThat(said).isEmpty();
        assertThat(passed).containsExactly("with a length", "in chunks", "with a length again");
    }

    @Test
    void onlyTheLatestAreRemembered() throws Exception {
        comes("in chunks", "c", "chunked");
        for (int i = 0; i < 1_000; i++) {
            comes("in chunks", "c" + i, "chunked");
        }

        comes("one of the same number", "c", null);

        assertThat(passed).endsWith("one of the same number").hasSize(1_002);
    }
}
