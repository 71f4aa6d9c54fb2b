package aigateway.web.provider.vendor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aigateway.web.json.Json;
import aigateway.web.openai.ChatRequest;
import aigateway.web.openai.ChatRequestReader;
import aigateway.web.openai.EchoAnswer;
import aigateway.web.provider.http.UpstreamStream;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EchoStreamTest {

    private static final int MOST_AHEAD = 80 << 10;

    /** Hears, and says only on demand that it took something. */
    private static class Listener implements UpstreamStream.Sink {
        final ByteArrayOutputStream heard = new ByteArrayOutputStream();
        final List<Integer> pieces = new ArrayList<>();
        Throwable failure;
        int ends;

        @Override
        public void bytes(byte[] bytes) {
            heard.writeBytes(bytes);
            pieces.add(bytes.length);
        }

        @Override
        public void end() {
            ends++;
        }

        @Override
        public void failed(Throwable cause) {
            failure = cause;
        }

        List<String> events() {
            return List.of(heard.toString(StandardCharsets.UTF_8).split("\n\n"));
        }
    }

    private static EchoStream echo(String text) {
        ObjectNode body = Json.emptyObject().put("model", "echo/m").put("stream", true);
        body.putArray("messages").addObject().put("role", "user").put("content", text);
        ChatRequest request = ChatRequestReader.read(Json.bytes(body));
        return new EchoStream(EchoAnswer.to(request, "m").events());
    }

    private static JsonNode chunk(String event) {
        assertThat(event).startsWith("data: {");
        return Json.object(event.substring("data: ".length()).getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", " ", "a b", "  a\t\nb  c ", "größer 😀 als\u00a0das\u000b\"x\"", "\r\n"})
    void eachWordIsAChunkBetweenTheRoleAndTheEnd(String text) {
        Listener listener = new Listener();

        echo(text).flowTo(listener);

        List<String> events = listener.events();
        int words = events.size() - 4;
        assertThat(chunk(events.get(0)).at("/choices/0/delta").toString())
                .isEqualTo("{\"role\":\"assistant\",\"content\":\"\"}");
        assertThat(events.subList(1, 1 + words))
                .extracting(event -> chunk(event).at("/choices/0/delta/content").textValue())
                .containsExactly(text.split("(?<=\\s)(?=\\S)", -1));
        assertThat(chunk(events.get(words + 1)).at("/choices/0/finish_reason").textValue())
                .isEqualTo("stop");
        assertThat(chunk(events.get(words + 2)).at("/usage/completion_tokens").asInt())
                .isEqualTo(text.length() / 4 + 1);
        assertThat(events.get(words + 3)).isEqualTo("data: [DONE]");
        assertThat(listener.ends).isEqualTo(1);
    }

    @Test
    void whoTakesNothingIsBroughtNoMoreThanAVendorWould() {
        Listener listener = new Listener();

        EchoStream echo = echo("a ".repeat(100_000));
        echo.flowTo(listener);

        assertThat(listener.heard.size()).isBetween(32 << 10, MOST_AHEAD);
        assertThat(listener.ends).isZero();
    }

    @Test
    void whatIsTakenIsFollowedByAsMuchUntilTheEnd() {
        Listener listener = new Listener();
        EchoStream echo = echo("a ".repeat(20_000));
        echo.flowTo(listener);

        int taken = 0;
        for (int piece = 0; piece < listener.pieces.size(); piece++) {
            assertThat(listener.heard.size() - taken).isLessThanOrEqualTo(MOST_AHEAD);
            int bytes = listener.pieces.get(piece);
            taken += bytes;
            echo.taken(bytes);
        }

        assertThat(listener.events()).hasSize(20_004).last().isEqualTo("data: [DONE]");
        assertThat(listener.ends).isEqualTo(1);
    }

    @Test
    void whoTakesAtOnceIsNotCalledWithinItsOwnCall() {
        EchoStream echo = echo("a ".repeat(20_000));
        int[] depth = new int[2];
        Listener listener = new Listener() {
            @Override
            public void bytes(byte[] bytes) {
                depth[0]++;
                depth[1] = Math.max(depth[1], depth[0]);
                super.bytes(bytes);
                echo.taken(bytes.length);
                depth[0]--;
            }
        };

        echo.flowTo(listener);

        assertThat(depth[1]).isEqualTo(1);
        assertThat(listener.events()).hasSize(20_004);
        assertThat(listener.ends).isEqualTo(1);
    }

    @Test
    void afterACancellationNothingComes() {
        Listener listener = new Listener();
        EchoStream echo = echo("a ".repeat(20_000));
        echo.flowTo(listener);
        int heard = listener.heard.size();

        echo.cancel();
        echo.taken(heard);

        assertThat(listener.heard.size()).isEqualTo(heard);
        assertThat(listener.ends).isZero();
    }

    @Test
    void listenerThatFailsIsToldAsOfAVendorThatBreaksOff() {
        Error memory = new OutOfMemoryError("for a test");
        EchoStream echo = echo("a b");
        Listener listener = new Listener() {
            @Override
            public void bytes(byte[] bytes) {
                throw memory;
            }
        };

        assertThatThrownBy(() -> echo.flowTo(listener)).isSameAs(memory);

        assertThat(listener.failure).isSameAs(memory);
        echo.taken(1 << 20);
        assertThat(listener.ends).isZero();
    }
}
