package aigateway.otlp.backend;

import com.google.protobuf.Any;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Duration;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.util.Optional;

/**
 * {@code google.rpc.Status}: how backends explain a failure, over HTTP in the body and over gRPC beside it. Read here,
 * since its classes are in no library that we need otherwise.
 *
 * @param retryDelay of its {@code google.rpc.RetryInfo}
 */
record RpcStatus(String message, Optional<java.time.Duration> retryDelay) {

    private static final RpcStatus NONE = new RpcStatus("", Optional.empty());
    private static final int MESSAGE = 2;
    private static final int DETAILS = 3;
    private static final int RETRY_DELAY = 1;

    /** Nothing is said by what is none. */
    static RpcStatus parse(byte[] bytes) {
        try {
            String message = "";
            Optional<java.time.Duration> delay = Optional.empty();
            CodedInputStream in = CodedInputStream.newInstance(bytes);
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                int field = WireFormat.getTagFieldNumber(tag);
                if (field == MESSAGE) {
                    message = in.readStringRequireUtf8();
                } else if (field == DETAILS) {
                    Any detail = Any.parseFrom(in.readByteArray());
                    if (detail.getTypeUrl().endsWith("/google.rpc.RetryInfo")) {
                        delay = Optional.of(delay(detail.getValue().newCodedInput()));
                    }
                } else {
                    in.skipField(tag);
                }
            }
            return new RpcStatus(message, delay);
        } catch (IOException e) {
            return NONE;
        }
    }

    private static java.time.Duration delay(CodedInputStream in) throws IOException {
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (WireFormat.getTagFieldNumber(tag) == RETRY_DELAY) {
                Duration delay = Duration.parseFrom(in.readByteArray());
                return RetryAfter.bounded(java.time.Duration.ofSeconds(delay.getSeconds(), delay.getNanos()));
            }
            in.skipField(tag);
        }
        throw new InvalidProtocolBufferException("RetryInfo without a delay");
    }
}
