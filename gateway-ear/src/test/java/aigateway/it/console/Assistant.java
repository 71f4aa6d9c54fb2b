package aigateway.it.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.Executors;

/**
 * An upstream with something to say on each {@link Topic}: it takes its time, streams when asked, and sometimes fails,
 * so that charts have a shape.
 */
final class Assistant implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Whoever asks it gets the beginning of an answer. */
    static final String BREAK_OFF = "What do you say before the line breaks off?";

    private final Random random = new Random(42);
    private final HttpServer server;

    Assistant() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("localhost"), 0), 100);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/v1/chat/completions", this::answer);
        server.createContext("/v1/models", this::list);
        server.createContext("/otlp/v1/traces", this::refuse);
        server.start();
    }

    URI baseUri() {
        return URI.create("http://localhost:" + server.getAddress().getPort() + "/v1");
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode request = JSON.readTree(exchange.getRequestBody());
            String model = request.path("model").asText();
            JsonNode messages = request.path("messages");
            String said = Topic.of(
                            messages.path(messages.size() - 1).path("content").asText())
                    .answer();
            pause(model.contains("mini") ? 20 : 60, 90);
            if (model.startsWith("llama") && random.nextInt(4) == 0) {
                send(
                        exchange,
                        503,
                        "application/json",
                        "{\"error\":{\"message\":\"overloaded\",\"type\":\"server_error\"}}");
            } else if (request.toString().contains(BREAK_OFF)) {
                breakOff(exchange, model);
            } else if (request.path("stream").asBoolean()) {
                stream(exchange, model, said);
            } else {
                ObjectNode body = head(model, "chat.completion");
                ObjectNode choice = body.putArray("choices").addObject().put("index", 0);
                choice.putObject("message").put("role", "assistant").put("content", said);
                choice.put("finish_reason", "stop");
                body.set("usage", usage());
                send(exchange, 200, "application/json", body.toString());
            }
        }
    }

    private void refuse(HttpExchange exchange) throws IOException {
        try (exchange) {
            send(exchange, 400, "text/plain", "No spans of yours");
        }
    }

    private void list(HttpExchange exchange) throws IOException {
        try (exchange) {
            ObjectNode body = JSON.createObjectNode().put("object", "list");
            var data = body.putArray("data");
            for (String id : new String[] {"gpt-4o", "gpt-5-nano", "text-embedding-3-small", "whisper-1"}) {
                data.addObject().put("id", id).put("object", "model");
            }
            send(exchange, 200, "application/json", body.toString());
        }
    }

    private void stream(HttpExchange exchange, String model, String said) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream body = exchange.getResponseBody()) {
            for (String word : said.split("(?<= )")) {
                ObjectNode chunk = head(model, "chat.completion.chunk");
                ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
                choice.putObject("delta").put("role", "assistant").put("content", word);
                event(body, chunk.toString());
                pause(2, 6);
            }
            ObjectNode end = head(model, "chat.completion.chunk");
            end.putArray("choices")
                    .addObject()
                    .put("index", 0)
                    .put("finish_reason", "stop")
                    .putObject("delta");
            end.set("usage", usage());
            event(body, end.toString());
            event(body, "[DONE]");
        }
    }

    /** The connection ends long before the length that was promised. */
    private static void breakOff(HttpExchange exchange, String model) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 100_000);
        ObjectNode chunk = head(model, "chat.completion.chunk");
        chunk.putArray("choices").addObject().put("index", 0).putObject("delta").put("content", "Well, ");
        event(exchange.getResponseBody(), chunk.toString());
    }

    private static ObjectNode head(String model, String object) {
        return JSON.createObjectNode()
                .put("id", "chatcmpl-1")
                .put("object", object)
                .put("created", 1_700_000_000)
                .put("model", model);
    }

    private ObjectNode usage() {
        int input = 300 + random.nextInt(2_000);
        int output = 40 + random.nextInt(600);
        return JSON.createObjectNode()
                .put("prompt_tokens", input)
                .put("completion_tokens", output)
                .put("total_tokens", input + output);
    }

    private static void event(OutputStream body, String data) throws IOException {
        body.write(("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
        body.flush();
    }

    private static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private void pause(int least, int spread) {
        try {
            Thread.sleep(least + random.nextInt(spread));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
