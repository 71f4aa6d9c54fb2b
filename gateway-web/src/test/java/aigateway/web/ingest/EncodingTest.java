package aigateway.web.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.web.ingest.RefusedException.Reason;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class EncodingTest {

    @Test
    void typesAreKnownWithTheirParameters() {
        assertThat(Encoding.of("application/json; charset=utf-8")).contains(Encoding.JSON);
        assertThat(Encoding.of("Application/X-Protobuf")).contains(Encoding.PROTOBUF);
        assertThat(Encoding.of("text/plain")).isEmpty();
        assertThat(Encoding.of(null)).isEmpty();
    }

    @Test
    void whatWasNotTakenIsToldInBothEncodings() throws InvalidProtocolBufferException {
        Outcome partial = new Outcome(3, "no");
        assertThat(ExportTraceServiceResponse.parseFrom(Encoding.PROTOBUF.body(partial, Signal.TRACES)))
                .isEqualTo(ExportTraceServiceResponse.newBuilder()
                        .setPartialSuccess(ExportTracePartialSuccess.newBuilder()
                                .setRejectedSpans(3)
                                .setErrorMessage("no"))
                        .build());
        assertThat(json(Encoding.JSON.body(partial, Signal.LOGS)))
                .isEqualTo("{\"partialSuccess\":{\"rejectedLogRecords\":\"3\",\"errorMessage\":\"no\"}}");
        assertThat(json(Encoding.JSON.body(Outcome.EVERYTHING, Signal.TRACES))).isEqualTo("{}");
        assertThat(Encoding.PROTOBUF.body(Outcome.EVERYTHING, Signal.TRACES)).isEmpty();
    }

    @Test
    void refusalIsAStatusWithTheTimeToComeAgain() throws IOException {
        RefusedException refused = new RefusedException(Reason.NO_ROOM, "full");
        assertThat(json(Encoding.JSON.body(refused))).isEqualTo("{\"code\":14,\"message\":\"full\"}");
        CodedInputStream in = CodedInputStream.newInstance(Encoding.PROTOBUF.body(refused));
        assertThat(in.readTag()).isEqualTo(8);
        assertThat(in.readInt32()).isEqualTo(14);
        assertThat(in.readTag()).isEqualTo(18);
        assertThat(in.readString()).isEqualTo("full");
        assertThat(in.readTag()).isEqualTo(26);
        assertThat(new String(in.readByteArray(), StandardCharsets.ISO_8859_1)).contains("google.rpc.RetryInfo");
    }

    private static String json(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
