package aigateway.admin.session;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ReadableParametersTest {

    private static final Map<String, String[]> PARAMETERS =
            Map.of("name", new String[] {"a\0b", "ü"}, "actor", new String[] {"user:ann"});

    @Test
    void noPageReadsNul() throws Exception {
        ServletRequest request = filtered();

        assertThat(request.getParameter("name")).isEqualTo("a\uFFFDb");
        assertThat(request.getParameterValues("name")).containsExactly("a\uFFFDb", "ü");
        assertThat(request.getParameterMap().get("name")).containsExactly("a\uFFFDb", "ü");
        assertThat(request.getParameter("actor")).isEqualTo("user:ann");
    }

    @Test
    void whatIsNotThereStaysAway() throws Exception {
        assertThat(filtered().getParameter("type")).isNull();
        assertThat(filtered().getParameterValues("type")).isNull();
        assertThat(filtered().getParameterMap()).containsOnlyKeys("name", "actor");
    }

    private static ServletRequest filtered() throws Exception {
        AtomicReference<ServletRequest> seen = new AtomicReference<>();
        HttpServletResponse response = (HttpServletResponse) Proxy.newProxyInstance(
                ReadableParametersTest.class.getClassLoader(),
                new Class<?>[] {HttpServletResponse.class},
                (p, m, a) -> null);
        new ReadableParameters().doFilter(request(), response, (request, same) -> seen.set(request));
        return seen.get();
    }

    private static HttpServletRequest request() {
        return (HttpServletRequest) Proxy.newProxyInstance(
                ReadableParametersTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getParameter" -> {
                        String[] values = PARAMETERS.get(String.valueOf(arguments[0]));
                        yield values == null ? null : values[0];
                    }
                    case "getParameterValues" -> PARAMETERS.get(String.valueOf(arguments[0]));
                    case "getParameterMap" -> PARAMETERS;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
