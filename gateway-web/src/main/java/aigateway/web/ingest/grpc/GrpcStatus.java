package aigateway.web.ingest.grpc;

import aigateway.web.ingest.RefusedException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.message.BasicHeader;

/**
 * How a call ended, as it stands in the trailer.
 *
 * @param message for people; empty for a success
 * @param details a {@code google.rpc.Status}; empty for none
 * @see <a href="https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md#responses">Responses</a>
 */
record GrpcStatus(int code, String message, byte[] details) {

    static final GrpcStatus OK = new GrpcStatus(0, "", new byte[0]);

    static final int INVALID_ARGUMENT = 3;
    static final int DEADLINE_EXCEEDED = 4;
    static final int UNIMPLEMENTED = 12;
    static final int INTERNAL = 13;
    static final int UNAVAILABLE = 14;
    static final int UNAUTHENTICATED = 16;

    static GrpcStatus of(int code, String message) {
        return new GrpcStatus(code, message, new byte[0]);
    }

    static GrpcStatus of(RefusedException refused) {
        return new GrpcStatus(refused.reason().code(), refused.getMessage(), refused.status());
    }

    List<Header> fields() {
        List<Header> fields = new ArrayList<>();
        fields.add(new BasicHeader("grpc-status", String.valueOf(code)));
        if (!message.isEmpty()) {
            fields.add(new BasicHeader("grpc-message", encoded(message)));
        }
        if (details.length > 0) {
            fields.add(new BasicHeader(
                    "grpc-status-details-bin",
                    Base64.getEncoder().withoutPadding().encodeToString(details)));
        }
        return fields;
    }

    /** What is not printable ASCII is percent-encoded, and the percent sign. */
    private static String encoded(String message) {
        StringBuilder out = new StringBuilder();
        for (byte b : message.getBytes(StandardCharsets.UTF_8)) {
            if (b >= ' ' && b <= '~' && b != '%') {
                out.append((char) b);
            } else {
                out.append('%').append("%02X".formatted(b));
            }
        }
        return out.toString();
    }
}
