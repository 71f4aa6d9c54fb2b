package aigateway.it;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.genai.Client;
import com.google.genai.types.HttpOptions;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/** Talks to a gateway over HTTP, without knowing it any better than a stranger would. */
final class GatewayClient {

    static final ObjectMapper JSON = new ObjectMapper();

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private static final Duration LONGEST = Duration.ofSeconds(40);

    private final URI base;

    GatewayClient(URI base) {
        this.base = base;
    }

    /** The official client, changed in nothing but address and key. */
    OpenAIClient openAi(String path, String key) {
        return OpenAIOkHttpClient.builder()
                .baseUrl(base.resolve(path).toString())
                .apiKey(key)
                .maxRetries(0)
                .timeout(Duration.ofSeconds(30))
                .build();
    }

    /** Anthropic's official client, which shows the key as it likes: {@code x-api-key}, or as a bearer's token. */
    AnthropicClient anthropic(String path, String key, boolean bearer) {
        AnthropicOkHttpClient.Builder client = AnthropicOkHttpClient.builder()
                .baseUrl(base.resolve(path).toString())
                .maxRetries(0)
                .timeout(Duration.ofSeconds(30));
        return (bearer ? client.authToken(key) : client.apiKey(key)).build();
    }

    /** Google's official client. */
    Client google(String key) {
        return Client.builder()
                .apiKey(key)
                .httpOptions(HttpOptions.builder()
                        .baseUrl(base.toString())
                        .timeout(30_000)
                        .build())
                .build();
    }

    HttpResponse<String> chat(String key, String model, String message, String... headers) {
        return post("v1/chat/completions", key, body(model, message, false).toString(), headers);
    }

    HttpResponse<InputStream> stream(String key, String model, String message, String... headers) {
        return send(
                request("v1/chat/completions", key, headers)
                        .POST(HttpRequest.BodyPublishers.ofString(
                                body(model, message, true).toString())),
                HttpResponse.BodyHandlers.ofInputStream());
    }

    CompletableFuture<HttpResponse<String>> chatLater(String key, ObjectNode body) {
        return later(key, body, HttpResponse.BodyHandlers.ofString());
    }

    /** The answer's lines as they come; closing them leaves. */
    CompletableFuture<HttpResponse<Stream<String>>> linesLater(String key, ObjectNode body) {
        return later(key, body, HttpResponse.BodyHandlers.ofLines());
    }

    private <T> CompletableFuture<HttpResponse<T>> later(
            String key, ObjectNode body, HttpResponse.BodyHandler<T> handler) {
        return HTTP.sendAsync(
                request("v1/chat/completions", key)
                        .timeout(LONGEST)
                        .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                        .build(),
                handler);
    }

    static ObjectNode body(String model, String message, boolean stream) {
        ObjectNode body = JSON.createObjectNode().put("model", model);
        body.putArray("messages").addObject().put("role", "user").put("content", message);
        if (stream) {
            body.put("stream", true);
        }
        return body;
    }

    HttpResponse<String> post(String path, String key, String body, String... headers) {
        return send(
                request(path, key, headers).POST(HttpRequest.BodyPublishers.ofString(body)),
                HttpResponse.BodyHandlers.ofString());
    }

    /** @return the answer's bytes, since a protobuf is no text */
    HttpResponse<byte[]> post(String path, String key, byte[] body, String... headers) {
        return send(
                request(path, key, headers).POST(HttpRequest.BodyPublishers.ofByteArray(body)),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    HttpResponse<String> get(String path, String key, String... headers) {
        return send(request(path, key, headers).GET(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> ask(String method, String path, String key, String body, String... headers) {
        return send(
                request(path, key, headers).method(method, HttpRequest.BodyPublishers.ofString(body)),
                HttpResponse.BodyHandlers.ofString());
    }

    /** @return the token for the control plane */
    String signIn(String user, String password) {
        HttpResponse<String> answer = login(user, password);
        if (answer.statusCode() != 200) {
            throw new AssertionError("Could not sign in: " + answer.statusCode() + " " + answer.body());
        }
        return json(answer).path("token").asText();
    }

    HttpResponse<String> login(String user, String password) {
        return post(
                "api/svc/v1/login",
                "",
                JSON.createObjectNode()
                        .put("username", user)
                        .put("password", password)
                        .toString());
    }

    HttpResponse<String> apply(String token, String yaml) {
        return send(
                request("api/svc/v1/apply", token, "Content-Type", "application/yaml")
                        .PUT(HttpRequest.BodyPublishers.ofString(yaml)),
                HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> put(String path, String key, String body) {
        return send(
                request(path, key).PUT(HttpRequest.BodyPublishers.ofString(body)),
                HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> delete(String path, String key) {
        return send(request(path, key).DELETE(), HttpResponse.BodyHandlers.ofString());
    }

    /** What a client's setting says that asks for an address. */
    String address(String path) {
        return base.resolve(path).toString();
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("No JSON: " + text, e);
        }
    }

    static JsonNode json(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (JsonProcessingException e) {
            throw new AssertionError("No JSON in a " + answer.statusCode() + ": " + answer.body(), e);
        }
    }

    /** @param key empty: none is sent; @param headers names and values in turn, before which the usual ones give way */
    private HttpRequest.Builder request(String path, String key, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path));
        request.setHeader("Content-Type", "application/json");
        if (!key.isEmpty()) {
            request.setHeader("Authorization", "Bearer " + key);
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return request;
    }

    private static <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler) {
        HttpRequest asked = request.build();
        AtomicBoolean head = new AtomicBoolean();
        CompletableFuture<HttpResponse<T>> answer = HTTP.sendAsync(asked, info -> {
            head.set(true);
            return handler.apply(info);
        });
        try {
            // A request's own time limit would end with the answer's head; a body may stall as well.
            if (!Wait.inPieces(LONGEST, milliseconds -> isThere(answer, milliseconds))) {
                String sockets = sockets(asked.uri().getPort());
                answer.cancel(true);
                String missing = head.get() ? "No whole answer" : "Not even the head of an answer";
                throw new AssertionError(missing + " within " + LONGEST + ":\n" + sockets);
            }
            return answer.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException network
                    ? new UncheckedIOException(network)
                    : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static boolean isThere(CompletableFuture<?> answer, long milliseconds) throws InterruptedException {
        try {
            answer.get(milliseconds, TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException failed) {
            return true;
        } catch (TimeoutException notYet) {
            return false;
        }
    }

    /**
     * Both ends of the connections to a port, and others on which something is under way, where the system shows them: what
     * was written and is not read tells who waits.
     */
    private static String sockets(int port) {
        String hex = String.format(":%04X ", port);
        StringBuilder lines = new StringBuilder();
        for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            try (Stream<String> all = Files.lines(Path.of(table))) {
                all.filter(line -> line.contains(hex) || !line.contains(" 00000000:00000000 "))
                        .forEach(line -> lines.append(line).append('\n'));
            } catch (IOException notShown) {
                lines.append(table).append(" is not shown\n");
            }
        }
        return lines.toString();
    }
}
