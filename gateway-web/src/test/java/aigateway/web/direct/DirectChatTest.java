package aigateway.web.direct;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DirectChatTest {

    private final Map<String, @Nullable Object> request = new HashMap<>(Map.of(
            "getMethod", "POST",
            "getRequestURI", "/v1/chat/completions",
            "getContextPath", "",
            "getContentType", "application/json"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/chat/completions",
                "/v1/chat/completions",
                "/openai/v1/chat/completions",
                "/openai/chat/completions",
                "/api/llm/chat/completions",
                "/api/llm/v1/chat/completions",
                "/api/llm/api/inference/openai/v1/chat/completions"
            })
    void everyAddressOfChatIsUsual(String address) {
        request.put("getRequestURI", address);
        assertThat(isUsual()).isTrue();

        request.put("getContextPath", "/gateway");
        request.put("getRequestURI", "/gateway" + address);
        assertThat(isUsual()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "",
                "/v1/completions",
                "/v1/chat/completions/",
                "/v1/chat/completions;a=b",
                "/v1/chat/%63ompletions",
                "/v1//chat/completions",
                "//chat/completions",
                "/v2/chat/completions",
                "/v1/v1/chat/completions",
                "/proxy/account/v1/chat/completions",
                "/api/svc/v1/chat/completions"
            })
    void otherAddressesAreJaxRs(String address) {
        request.put("getRequestURI", address);
        assertThat(isUsual()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "OPTIONS", "PUT", "post"})
    void otherMethodsAreJaxRs(String method) {
        request.put("getMethod", method);
        assertThat(isUsual()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json; charset=utf-8", "Application/JSON", "application/json;charset=UTF-8"})
    void jsonIsWrittenInMoreThanOneWay(String type) {
        request.put("getContentType", type);
        assertThat(isUsual()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "text/plain", "application/jsonl", "application/json;", "application/json; charset=latin1"})
    void otherBodiesAreJaxRs(String type) {
        request.put("getContentType", type);
        assertThat(isUsual()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"*/*", "application/json", "text/event-stream"})
    void usualAnswersAreAccepted(String accept) {
        request.put("getHeader", accept);
        assertThat(isUsual()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "text/html", "application/json;q=x", "/"})
    void otherWishesAreReadByJaxRs(String accept) {
        request.put("getHeader", accept);
        assertThat(isUsual()).isFalse();
    }

    private boolean isUsual() {
        return DirectChat.isUsual((HttpServletRequest) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> request.get(method.getName())));
    }
}
