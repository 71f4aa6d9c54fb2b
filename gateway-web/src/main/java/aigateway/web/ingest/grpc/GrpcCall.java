package aigateway.web.ingest.grpc;

import aigateway.call.GatewayException;
import aigateway.identity.Caller;
import aigateway.identity.Callers;
import aigateway.web.identity.RequestKey;
import aigateway.web.ingest.Ingest;
import aigateway.web.ingest.IngestRoom;
import aigateway.web.ingest.Outcome;
import aigateway.web.ingest.RefusedException;
import aigateway.web.ingest.RefusedException.Reason;
import aigateway.web.ingest.RequestBytes;
import aigateway.web.ingest.Signal;
import aigateway.web.ingest.Stamp;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/**
 * One {@code Export}: who calls what, known from the head alone, before anything is read.
 *
 * @param project the tracing project; null for the default one
 * @param coding of a compressed message; null for none
 */
record GrpcCall(Signal signal, Caller caller, @Nullable String project, @Nullable String coding) {

    /** A byte that says whether the message is compressed, and four with its length. */
    static final int PREFIX = 5;

    /** Thrown where the head already says that it cannot be. */
    static final class HeadException extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient GrpcStatus status;

        HeadException(int code, String message) {
            super(message);
            this.status = GrpcStatus.of(code, message);
        }

        GrpcStatus status() {
            return status;
        }
    }

    static GrpcCall of(HttpRequest request, Callers callers) throws HeadException {
        Caller caller = caller(request, callers)
                .orElseThrow(
                        () -> new HeadException(GrpcStatus.UNAUTHENTICATED, "The API key is missing or not valid."));
        return new GrpcCall(
                signal(String.valueOf(request.getPath())),
                caller,
                value(request, Stamp.PROJECT_HEADER),
                value(request, "grpc-encoding"));
    }

    private static Optional<Caller> caller(HttpRequest request, Callers callers) throws HeadException {
        try {
            String key = RequestKey.of(name -> Arrays.stream(request.getHeaders(name))
                    .map(Header::getValue)
                    .toList());
            return key == null ? Optional.empty() : callers.authenticate(key);
        } catch (GatewayException twoKeys) {
            throw new HeadException(GrpcStatus.INVALID_ARGUMENT, twoKeys.getMessage());
        }
    }

    private static Signal signal(String path) throws HeadException {
        for (Signal signal : Signal.values()) {
            if (path.equals(path(signal))) {
                return signal;
            }
        }
        throw new HeadException(
                GrpcStatus.UNIMPLEMENTED, "There is nothing at " + path + "; this is an OTLP receiver.");
    }

    /** {@code /opentelemetry.proto.collector.trace.v1.TraceService/Export} for spans. */
    static String path(Signal signal) {
        String kind = signal.service().replace("Service", "").toLowerCase(Locale.ROOT);
        return "/opentelemetry.proto.collector." + kind + ".v1." + signal.service() + "/Export";
    }

    private static @Nullable String value(HttpRequest request, String name) {
        Header header = request.getFirstHeader(name);
        return header == null ? null : header.getValue();
    }

    /** @throws RefusedException when nothing of it is taken */
    Outcome take(byte[] body, Ingest ingest, IngestRoom.Place place) {
        return ingest.take(signal, message(body, place), caller, project);
    }

    private byte[] message(byte[] body, IngestRoom.Place place) {
        if (body.length < PREFIX || ByteBuffer.wrap(body).getInt(1) != body.length - PREFIX) {
            throw new RefusedException(Reason.BAD_DATA, "The call must have one whole message.");
        }
        if (body[0] == 0) {
            return Arrays.copyOfRange(body, PREFIX, body.length);
        }
        if (body[0] != 1 || coding == null || !List.of("gzip").contains(coding)) {
            throw new RefusedException(Reason.UNSUPPORTED, "A message may be compressed with gzip or not at all.");
        }
        return RequestBytes.read(new ByteArrayInputStream(body, PREFIX, body.length - PREFIX), coding, place);
    }
}
