package aigateway.web.ingest.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class StreamsSettingTest {

    private static final String PREFACE =
            HexFormat.of().formatHex("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    /** ENABLE_PUSH 0, MAX_CONCURRENT_STREAMS 0, INITIAL_WINDOW_SIZE 0. */
    private static final String SETTINGS = "000012040000000000" + "000200000000" + "0003%s" + "000400000000";
    /** DATA that looks like the setting. */
    private static final String DATA = "000006000100000001" + "000300000000";

    private static final String ACKNOWLEDGEMENT = "000000040100000000";

    @Test
    void noStreamsAreReadAsOneHoweverTheBytesAreCut() {
        String sent = PREFACE
                + SETTINGS.formatted("00000000")
                + ACKNOWLEDGEMENT
                + DATA
                + SETTINGS.formatted("00000064")
                + SETTINGS.formatted("00000000");
        String read = PREFACE
                + SETTINGS.formatted("00000001")
                + ACKNOWLEDGEMENT
                + DATA
                + SETTINGS.formatted("00000064")
                + SETTINGS.formatted("00000001");
        for (int piece = 1; piece < 60; piece++) {
            byte[] bytes = HexFormat.of().parseHex(sent);
            StreamsSetting filter = new StreamsSetting();
            for (int at = 0; at < bytes.length; at += piece) {
                filter.look(ByteBuffer.wrap(bytes), at, Math.min(bytes.length, at + piece));
            }
            assertThat(HexFormat.of().formatHex(bytes))
                    .as("in pieces of " + piece)
                    .isEqualTo(read);
        }
    }
}
