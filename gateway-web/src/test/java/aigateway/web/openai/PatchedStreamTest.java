package aigateway.web.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PatchedStreamTest {

    private static final String TEXT =
            "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"the \\\"name\\\": of it\"}}]}\n\n";
    private static final String ARGUMENTS =
            "data: {\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"{\\\"name\\\":1}\"}}]}}]}\n\n";
    private static final String CALL =
            "data: {\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":0,\"function\":{\"name\":\"f_1\",\"arguments\":\"\"}}]}}]}\n\n";
    private static final String END = "data: [DONE]\n\n";

    private final List<String> patched = new ArrayList<>();

    /** A stream of text costs what it cost before a tool's name was told otherwise. */
    @Test
    void chunksThatNameNoToolPassUnread() throws Exception {
        PatchedStream stream =
                new PatchedStream(asIs(), ToolNames.MARK_OF_A_CALL, chunk -> patched.add(chunk.toString()));

        byte[] said = stream.translate((TEXT + CALL + ARGUMENTS + END).getBytes(StandardCharsets.UTF_8));

        assertThat(new String(said, StandardCharsets.UTF_8)).isEqualTo(TEXT + CALL + ARGUMENTS + END);
        assertThat(patched).hasSize(1);
        assertThat(patched.get(0)).contains("f_1");
    }

    @Test
    void allAreReadWhereNothingMarksThem() throws Exception {
        PatchedStream stream = new PatchedStream(chunk -> patched.add(chunk.toString()));

        stream.translate((TEXT + CALL + ARGUMENTS + END).getBytes(StandardCharsets.UTF_8));

        assertThat(patched).hasSize(3);
    }

    private static VendorStream asIs() {
        return new VendorStream() {
            @Override
            public byte[] translate(byte[] came) {
                return came;
            }

            @Override
            public byte[] end() {
                return new byte[0];
            }
        };
    }
}
