package aigateway.platform;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The answer to whoever finds no room. */
final class Refusal {

    private Refusal() {}

    /**
     * In JSON, or to a browser that goes to a page, as the page that the application has for this status. To a form it is
     * always JSON: a page would read it first, and whether there is room for that was the question.
     *
     * @param message of ASCII, without quotes
     * @param pause seconds
     */
    static void answer(HttpServletRequest request, HttpServletResponse response, int status, String message, int pause)
            throws IOException {
        response.setIntHeader("Retry-After", pause);
        response.setHeader("Connection", "close");
        if (isPage(request)) {
            response.sendError(status);
            return;
        }
        byte[] body = ("{\"error\":{\"message\":\"" + message + "\",\"type\":\"service_unavailable\",\"param\":null,"
                        + "\"code\":\"service_unavailable\"}}")
                .getBytes(StandardCharsets.US_ASCII);
        response.setStatus(status);
        response.setContentType("application/json");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private static boolean isPage(HttpServletRequest request) {
        String accepted = request.getHeader("Accept");
        return "GET".equals(request.getMethod()) && accepted != null && accepted.startsWith("text/html");
    }
}
