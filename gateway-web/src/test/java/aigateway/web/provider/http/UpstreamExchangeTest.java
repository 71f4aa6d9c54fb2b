package aigateway.web.provider.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aigateway.call.ErrorType;
import aigateway.call.GatewayException;
import aigateway.outbound.AddressPolicy;
import aigateway.web.call.BodyMemory;
import aigateway.web.provider.http.UpstreamResponse.Streaming;
import aigateway.web.provider.http.UpstreamResponse.Whole;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.impl.BasicEntityDetails;
import org.apache.hc.core5.http.message.BasicHttpResponse;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UpstreamExchangeTest {

    /** Nothing is sent here. */
    private static final UpstreamConnections CONNECTIONS =
            new UpstreamConnections(new AddressPolicy(List.of()), Runnable::run);

    private static final byte[] PIECE = new byte[64 * 1024];
    private static final int FIT = UpstreamExchange.MOST_AHEAD / PIECE.length;

    private final UpstreamExchange exchange = exchange();
    private int seen;

    /** A sink that takes nothing by itself. */
    private final UpstreamStream.Sink sink = new UpstreamStream.Sink() {
        @Override
        public void bytes(byte[] came) {
            seen += came.length;
        }

        @Override
        public void end() {}

        @Override
        public void failed(Throwable cause) {}
    };

    @BeforeEach
    void begin() throws IOException {
        head(exchange, 200, null);
        exchange.consume(ByteBuffer.wrap(PIECE));
        ((Streaming) exchange.response().join()).stream().flowTo(sink);
    }

    private static void head(UpstreamExchange exchange, int status, @Nullable String encoding) throws IOException {
        BasicHttpResponse head = new BasicHttpResponse(status);
        head.addHeader("Content-Type", "text/event-stream");
        if (encoding != null) {
            head.addHeader("Content-Encoding", encoding);
        }
        exchange.consumeResponse(
                head, new BasicEntityDetails(-1, ContentType.TEXT_EVENT_STREAM), HttpCoreContext.create());
    }

    private static UpstreamExchange exchange() {
        return new UpstreamExchange(
                new UpstreamRequest(URI.create("http://upstream.test/v1"), Map.of(), new byte[0], true),
                CONNECTIONS,
                ended -> {});
    }

    @Test
    void compressedAnswerIsRefusedBeforeItIsRead() throws IOException {
        UpstreamExchange compressed = exchange();

        assertThatThrownBy(() -> head(compressed, 200, "gzip")).isInstanceOf(CompressedAnswerException.class);
        assertThatThrownBy(() -> compressed.response().join()).hasMessageContaining("compressed (gzip)");
        head(exchange(), 200, "identity");
    }

    @Test
    void statusOfACompressedRefusalIsBelieved() {
        UpstreamExchange compressed = exchange();

        assertThatThrownBy(() -> head(compressed, 429, "br")).isInstanceOf(CompressedAnswerException.class);
        assertThat(compressed.response().join().status()).isEqualTo(429);
    }

    private static UpstreamExchange whole(long length) throws IOException {
        UpstreamExchange begun = exchange();
        BasicHttpResponse head = new BasicHttpResponse(200);
        head.addHeader("Content-Type", "application/json");
        begun.consumeResponse(
                head, new BasicEntityDetails(length, ContentType.APPLICATION_JSON), HttpCoreContext.create());
        return begun;
    }

    @Test
    void aLengthThatIsOnlyPromisedTakesNoMemory() throws IOException {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();

        UpstreamExchange promised = whole(60 << 20);

        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(4 << 20);
        promised.consume(ByteBuffer.wrap(PIECE));
        promised.consume(ByteBuffer.wrap(PIECE));
        promised.streamEnd(null);
        assertThat(((Whole) promised.response().join()).body()).hasSize(2 * PIECE.length);
    }

    @Test
    void answersThatAreTooLongAreNotKept() throws IOException {
        UpstreamExchange endless = whole(-1);
        for (int i = 0; i < AnswerBody.MOST_BYTES / PIECE.length; i++) {
            endless.consume(ByteBuffer.wrap(PIECE));
        }

        assertThatThrownBy(() -> endless.consume(ByteBuffer.wrap(PIECE))).hasMessageContaining("longer than 64 MiB");
        endless.releaseResources();
    }

    @Test
    void largeAnswersAreBoundedTogetherAndMakeRoomWhenTheyAreOver() throws IOException {
        UpstreamExchange first = whole(-1);
        first.consume(ByteBuffer.wrap(new byte[1 << 20]));
        BodyMemory.Share others = BodyMemory.ANSWERS.share();
        assertThatThrownBy(() -> {
                    while (true) {
                        others.grow(PIECE.length);
                    }
                })
                .isInstanceOf(GatewayException.class);
        try {
            UpstreamExchange refused = whole(-1);
            assertThatThrownBy(() -> refused.consume(ByteBuffer.wrap(new byte[1 << 20])))
                    .isInstanceOf(IOException.class);
            assertThat(refused.response())
                    .failsWithin(Duration.ZERO)
                    .withThrowableThat()
                    .havingCause()
                    .isInstanceOfSatisfying(GatewayException.class, said -> assertThat(said.type())
                            .isEqualTo(ErrorType.UNAVAILABLE));
            UpstreamExchange small = whole(-1);
            small.consume(ByteBuffer.wrap(new byte[128 << 10]));

            first.streamEnd(null);
            first.releaseResources();

            UpstreamExchange next = whole(-1);
            next.consume(ByteBuffer.wrap(new byte[1 << 20]));
            next.releaseResources();
        } finally {
            others.giveBack();
        }
    }

    @Test
    void aVendorThatDoesNotWaitIsStopped() throws IOException {
        for (int i = 1; i < FIT; i++) {
            exchange.consume(ByteBuffer.wrap(PIECE));
        }

        assertThatThrownBy(() -> exchange.consume(ByteBuffer.wrap(PIECE))).isInstanceOf(IOException.class);
        assertThat(seen).isEqualTo(UpstreamExchange.MOST_AHEAD);
    }

    @Test
    void aStreamThatIsTakenMayBeOfAnyLength() throws IOException {
        for (int i = 1; i < 4 * FIT; i++) {
            exchange.taken(PIECE.length);
            exchange.consume(ByteBuffer.wrap(PIECE));
        }

        assertThat(seen).isEqualTo(4 * UpstreamExchange.MOST_AHEAD);
    }
}
