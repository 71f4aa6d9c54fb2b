package aigateway.platform;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The answer to whoever finds no room. */
final class Refusal {

    private Refusal() {}

    /**
     * @param message of ASCII, without quotes
     * @param pause seconds
     */
    static void answer(HttpServletResponse response, int status, String message, int pause) throws IOException {
        byte[] body = ("{\"error\":{\"message\":\"" + message + "\",\"type\":\"service_unavailable\",\"param\":null,"
                        + "\"code\":\"service_unavailable\"}}")
                .getBytes(StandardCharsets.US_ASCII);
        response.setStatus(status);
        response.setIntHeader("Retry-After", pause);
        response.setHeader("Connection", "close");
        response.setContentType("application/json");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
