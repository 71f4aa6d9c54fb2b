package aigateway.web.chat;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** What a client hears that takes everything at once. */
final class HeardClient {

    final Map<String, String> headers = new HashMap<>();
    int status;
    String contentType = "";

    /** Thrown once. */
    Error faultOfHeaders;

    /** Thrown each time. */
    Error faultOfWriting;

    /** Thrown when the answer is begun. */
    Error faultOfStarting;

    /** Thrown each time. */
    Error faultOfLength;

    int contentLength = -1;

    private final ByteArrayOutputStream received = new ByteArrayOutputStream();

    private final ServletOutputStream connection = new ServletOutputStream() {
        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            if (faultOfStarting != null) {
                throw faultOfStarting;
            }
        }

        @Override
        public void write(int b) {
            if (faultOfWriting != null) {
                throw faultOfWriting;
            }
            received.write(b);
        }
    };

    final HttpServletResponse response = (HttpServletResponse) Proxy.newProxyInstance(
            HttpServletResponse.class.getClassLoader(),
            new Class<?>[] {HttpServletResponse.class},
            (self, method, arguments) -> switch (method.getName()) {
                case "getOutputStream" -> connection;
                case "setStatus" -> status = (Integer) arguments[0];
                case "setContentType" -> contentType = (String) arguments[0];
                case "setContentLength" -> length((Integer) arguments[0]);
                case "setHeader" -> header((String) arguments[0], (String) arguments[1]);
                default -> null;
            });

    private int length(int bytes) {
        if (faultOfLength != null) {
            throw faultOfLength;
        }
        contentLength = bytes;
        return bytes;
    }

    private String header(String name, String value) {
        Error fault = faultOfHeaders;
        faultOfHeaders = null;
        if (fault != null) {
            throw fault;
        }
        return headers.put(name, value);
    }

    String heard() {
        return received.toString(StandardCharsets.UTF_8);
    }
}
