package aigateway.it.peer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** What the upstream answers to one request. */
final class Answer {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CREATED = 1_700_000_000;
    private static final int A_LONG_TIME = 120_000;

    private final HttpWire wire;
    private final Exchange exchange;
    private final @Nullable JsonNode request;
    private final Directives directives;

    Answer(HttpWire wire, Exchange exchange, @Nullable JsonNode request, Directives directives) {
        this.wire = wire;
        this.exchange = exchange;
        this.request = request;
        this.directives = directives;
    }

    /** Says whether the connection may serve another request. */
    boolean send() throws IOException {
        int wait = directives.has("hang") ? A_LONG_TIME : directives.number("latency", 0);
        if (wire.gone(wait)) {
            exchange.abort();
            return false;
        }
        int status = directives.number("status", 200);
        if (request == null) {
            wire.answer(404, "application/json", "", error(404));
        } else if (directives.has("gzip")) {
            String type = request.path("stream").asBoolean() ? "text/event-stream" : "application/json";
            wire.answer(status, type, "Content-Encoding: gzip\r\n", nothing(directives.number("gzip", 1)));
        } else if (directives.has("empty")) {
            wire.answer(directives.number("empty", 200), "application/json", "", new byte[0]);
        } else if (directives.has("html")) {
            wire.answer(status, "text/html", "", bytes("<html><body><h1>It works!</h1></body></html>"));
        } else if (status != 200) {
            String retry =
                    directives.has("retry-after") ? "Retry-After: " + directives.number("retry-after", 1) + "\r\n" : "";
            wire.answer(status, "application/json", retry, error(status));
        } else if (request.path("stream").asBoolean()) {
            return stream();
        } else {
            wire.answer(200, "application/json", "", told(completion()));
        }
        return true;
    }

    private boolean stream() throws IOException {
        wire.beginStream();
        int chunks = directives.number("chunks", 3);
        int cut = directives.number("cut", -1);
        try {
            for (int sent = 0; sent != chunks; sent++) {
                if (sent == cut) {
                    // What the other side has not read yet, a reset takes from it.
                    wire.gone(200);
                    wire.reset();
                    return false;
                }
                if (directives.has("error-inside") && sent == 2) {
                    event(new String(error(500), StandardCharsets.UTF_8));
                    wire.endStream();
                    return true;
                }
                if (sent > 0 && wire.gone(directives.number("every", 0))) {
                    exchange.abort();
                    return false;
                }
                event(delta(text(sent), null, null));
                exchange.toldChunk();
            }
            tellCalls();
            event(delta(null, "stop", null));
            if (request.path("stream_options").path("include_usage").asBoolean() && !directives.has("no-usage")) {
                event(delta(null, null, usage()));
            }
            event("[DONE]");
            wire.endStream();
            return true;
        } catch (IOException e) {
            exchange.abort();
            throw e;
        }
    }

    private void tellCalls() throws IOException {
        if (directives.has("in-turn")) {
            event(call(0, "call_a", "{\"city\": \"New"));
            event(call(1, "call_b", "{\"city\":"));
            event(call(0, null, " "));
            event(call(1, null, "\"Rome\"}"));
            event(call(0, null, "York\"}"));
        } else if (directives.has("one-index")) {
            event(call(0, "call_a", "{\"city\": "));
            event(call(0, null, "\"New York\"}"));
            event(call(0, "call_b", "{\"city\":\"Rome\"}"));
        }
    }

    private String call(int index, @Nullable String id, String arguments) {
        ObjectNode chunk = head("chat.completion.chunk");
        ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
        ObjectNode call = choice.putObject("delta").putArray("tool_calls").addObject();
        call.put("index", index);
        ObjectNode function = call.putObject("function").put("arguments", arguments);
        if (id != null) {
            call.put("id", id).put("type", "function");
            function.put("name", "weather");
        }
        return chunk.toString();
    }

    private String text(int piece) {
        int length = directives.number("line", 0);
        return length > 0 && piece == 1 ? "x".repeat(length) : "w" + piece + " ";
    }

    private void event(String data) throws IOException {
        wire.chunk(told(bytes("data: " + data + "\n\n")));
    }

    private String delta(@Nullable String content, @Nullable String finish, @Nullable ObjectNode usage) {
        ObjectNode chunk = head("chat.completion.chunk");
        ArrayNode choices = chunk.putArray("choices");
        if (usage == null) {
            ObjectNode choice = choices.addObject().put("index", 0);
            ObjectNode delta = choice.putObject("delta");
            if (content != null) {
                delta.put("role", "assistant").put("content", content);
            }
            choice.put("finish_reason", finish);
        } else {
            chunk.set("usage", usage);
        }
        return chunk.toString();
    }

    private byte[] completion() {
        ObjectNode whole = head("chat.completion");
        ObjectNode choice = whole.putArray("choices").addObject().put("index", 0);
        ObjectNode message = choice.putObject("message").put("role", "assistant");
        if (directives.has("call")) {
            message.putNull("content");
            message.putArray("tool_calls")
                    .addObject()
                    .put("id", "call_mock")
                    .put("type", "function")
                    .putObject("function")
                    .put("name", "weather")
                    .put("arguments", "{\"city\":\"Berlin\"}");
        } else {
            int length = directives.number("line", 0);
            message.put("content", length > 0 ? "x".repeat(length) : "Hello from " + model());
        }
        choice.put("finish_reason", directives.has("call") ? "tool_calls" : "stop");
        if (!directives.has("no-usage")) {
            whole.set("usage", usage());
        }
        return bytes(whole.toString());
    }

    private ObjectNode head(String object) {
        return JSON.createObjectNode()
                .put("id", "chatcmpl-mock")
                .put("object", object)
                .put("created", CREATED)
                .put("model", model() + "-2026-01-01")
                .put("x_unknown_to_the_gateway", "kept");
    }

    private ObjectNode usage() {
        int in = directives.number("in", 10);
        int out = directives.number("out", 5);
        ObjectNode usage = JSON.createObjectNode()
                .put("prompt_tokens", in)
                .put("completion_tokens", out)
                .put("total_tokens", in + out);
        detail(usage, "prompt_tokens_details", "cached_tokens", "cached");
        detail(usage, "prompt_tokens_details", "cache_write_tokens", "written");
        detail(usage, "completion_tokens_details", "reasoning_tokens", "thought");
        return usage;
    }

    private void detail(ObjectNode usage, String details, String name, String word) {
        if (directives.has(word)) {
            usage.withObjectProperty(details).put(name, directives.number(word, 0));
        }
    }

    private byte[] error(int status) {
        ObjectNode whole = JSON.createObjectNode();
        whole.putObject("error")
                .put("message", "The upstream says " + status)
                .put("type", "upstream_said")
                .putNull("param")
                .put("code", "mock_" + status);
        return bytes(whole.toString());
    }

    private static byte[] nothing(int mebibytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            byte[] mebibyte = new byte[1 << 20];
            for (int i = 0; i < mebibytes; i++) {
                gzip.write(mebibyte);
            }
        }
        return packed.toByteArray();
    }

    private String model() {
        return request == null ? "none" : request.path("model").asText();
    }

    private byte[] told(byte[] body) {
        exchange.tell(body);
        return body;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
