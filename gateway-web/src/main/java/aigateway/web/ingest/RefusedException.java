package aigateway.web.ingest;

import aigateway.web.telemetry.OtlpBuffer;
import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.protobuf.UnsafeByteOperations;

/** A request that is not taken. The message is written for whoever sent it. */
public final class RefusedException extends RuntimeException {

    /** Why, in HTTP's and in gRPC's numbers; those with a pause are to be sent again. */
    public enum Reason {
        BAD_DATA(400, 3, 0),
        FORBIDDEN(403, 7, 0),
        TOO_LARGE(413, 8, 0),
        UNSUPPORTED(415, 12, 0),
        TOO_MANY_AT_ONCE(429, 14, 1),
        NO_ROOM(503, 14, 5);

        private final int status;
        private final int code;
        private final int pause;

        Reason(int status, int code, int pause) {
            this.status = status;
            this.code = code;
            this.pause = pause;
        }

        public int status() {
            return status;
        }

        /** @see <a href="https://grpc.io/docs/guides/status-codes/">Status codes</a> */
        public int code() {
            return code;
        }

        /** Seconds until it may be tried again; 0: it need not be. */
        public int pause() {
            return pause;
        }
    }

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    public RefusedException(Reason reason, String message) {
        // An everyday answer: no stack trace.
        super(message, null, false, false);
        this.reason = reason;
    }

    static RefusedException badData(String message) {
        return new RefusedException(Reason.BAD_DATA, message);
    }

    public Reason reason() {
        return reason;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }

    /**
     * As a {@code google.rpc.Status}, with a {@code RetryInfo} where it is to be sent again.
     *
     * @see <a href="https://opentelemetry.io/docs/specs/otlp/#otlpgrpc-throttling">Throttling</a>
     */
    public byte[] status() {
        OtlpBuffer out = new OtlpBuffer(256);
        out.number(1, reason.code);
        out.text(2, getMessage());
        if (reason.pause > 0) {
            OtlpBuffer retry = new OtlpBuffer(16);
            retry.bytes(
                    1, Duration.newBuilder().setSeconds(reason.pause).build().toByteArray());
            Any detail = Any.newBuilder()
                    .setTypeUrl("type.googleapis.com/google.rpc.RetryInfo")
                    .setValue(UnsafeByteOperations.unsafeWrap(retry.toByteArray()))
                    .build();
            out.bytes(3, detail.toByteArray());
        }
        return out.toByteArray();
    }
}
