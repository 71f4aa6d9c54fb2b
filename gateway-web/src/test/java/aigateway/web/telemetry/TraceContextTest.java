package aigateway.web.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TraceContextTest {

    private static final String PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    @Test
    void stateInSeveralFieldsGoesOnInTheirOrder() {
        TraceContext context = TraceContext.of(
                request(Map.of("traceparent", List.of(PARENT), "tracestate", List.of("ot=th:8", "shop=17,till=2"))));

        Map<String, String> sent = new TreeMap<>();
        context.writeTo(sent::put);

        assertThat(sent).isEqualTo(Map.of("traceparent", PARENT, "tracestate", "ot=th:8,shop=17,till=2"));
    }

    @Test
    void parentAloneIsEnoughAndAStateAloneIsNone() {
        assertThat(TraceContext.of(request(Map.of("traceparent", List.of(PARENT)))))
                .isEqualTo(new TraceContext(PARENT, null));
        assertThat(TraceContext.of(request(Map.of("tracestate", List.of("ot=th:8")))))
                .isNull();
    }

    private static HttpServletRequest request(Map<String, List<String>> headers) {
        return (HttpServletRequest) Proxy.newProxyInstance(
                TraceContextTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (own, asked, arguments) -> {
                    List<String> values = headers.getOrDefault((String) arguments[0], List.of());
                    return switch (asked.getName()) {
                        case "getHeader" -> values.isEmpty() ? null : values.get(0);
                        case "getHeaders" -> Collections.enumeration(values);
                        default -> throw new UnsupportedOperationException(asked.getName());
                    };
                });
    }
}
