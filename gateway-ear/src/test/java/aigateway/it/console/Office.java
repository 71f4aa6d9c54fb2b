package aigateway.it.console;

import aigateway.it.Wait;
import aigateway.it.server.GatewayServer;
import aigateway.it.server.MicroServer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A gateway as a small company runs it, with two people, their applications, rules, and traffic. */
final class Office implements AutoCloseable {

    static final String ADMIN_PASSWORD = "office-admin-password";
    static final String ANN = "ann@example.com";
    static final String ANN_PASSWORD = "office-ann-password";
    static final String CHECKOUT_KEY = "office-checkout-key-41";
    static final String SUPPORT_KEY = "office-support-key-17";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Assistant assistant = new Assistant();
    private final GatewayServer server = new MicroServer();

    Office() {
        server.env("GATEWAY_ADMIN_PASSWORD", ADMIN_PASSWORD)
                .env("GATEWAY_ALLOWED_PRIVATE_HOSTS", "localhost")
                .env("ANN_PASSWORD", ANN_PASSWORD)
                .env("CHECKOUT_KEY", CHECKOUT_KEY)
                .env("SUPPORT_KEY", SUPPORT_KEY)
                .env("GATEWAY_CONFIG", manifests().toString())
                .start();
        awaitConsole();
    }

    /** On Micro the console is an application of its own that comes after the gateway; a page asked for before stays empty. */
    private void awaitConsole() {
        Wait.until(
                "the console answers",
                Duration.ofSeconds(60),
                () -> send(HttpRequest.newBuilder(URI.create(console() + "/sign-in"))
                                        .GET())
                                .statusCode()
                        == 200);
    }

    private Path manifests() {
        try (var text = Office.class.getResourceAsStream("office.yaml")) {
            if (text == null) {
                throw new IllegalStateException("office.yaml is missing");
            }
            Path file = Files.createTempFile("office", ".yaml");
            String yaml = new String(text.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            return Files.writeString(
                    file, yaml.replace("UPSTREAM", assistant.baseUri().toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A backend that wants nothing of what it is sent. */
    String refusingBackend() {
        return assistant.baseUri().resolve("/otlp/v1/traces").toString();
    }

    URI console() {
        return server.baseUri().resolve("admin");
    }

    /** Sends one question and returns the status of the answer. */
    int ask(String key, String model, String question, boolean stream) {
        return ask(key, model, question, stream, "prod");
    }

    /** @param env the value of the request's label of that name */
    int ask(String key, String model, String question, boolean stream, String env) {
        ObjectNode body = JSON.createObjectNode().put("model", model).put("stream", stream);
        body.putArray("messages").addObject().put("role", "user").put("content", question);
        return send(HttpRequest.newBuilder(server.baseUri().resolve("v1/chat/completions"))
                        .timeout(Duration.ofSeconds(30))
                        .header("Content-Type", "application/json")
                        .header("Authorization", "Bearer " + key)
                        .header(
                                "x-tfy-metadata",
                                JSON.createObjectNode().put("env", env).toString())
                        .POST(HttpRequest.BodyPublishers.ofString(body.toString())))
                .statusCode();
    }

    /**
     * Tells a span of an application's own.
     *
     * @return its trace
     */
    String tell(Map<String, String> attributes) {
        String trace = "%016x%016x".formatted(System.nanoTime(), System.currentTimeMillis());
        long now = System.currentTimeMillis() * 1_000_000;
        ObjectNode span = JSON.createObjectNode()
                .put("traceId", trace)
                .put("spanId", trace.substring(16))
                .put("name", "openai.chat")
                .put("kind", 3)
                .put("startTimeUnixNano", String.valueOf(now - 5_000_000))
                .put("endTimeUnixNano", String.valueOf(now));
        ArrayNode list = span.putArray("attributes");
        attributes.forEach((name, value) ->
                list.addObject().put("key", name).putObject("value").put("stringValue", value));
        span.putArray("events").addObject().put("name", "looked up").put("timeUnixNano", String.valueOf(now));
        ObjectNode body = JSON.createObjectNode();
        body.putArray("resourceSpans")
                .addObject()
                .putArray("scopeSpans")
                .addObject()
                .putArray("spans")
                .add(span);
        HttpResponse<String> answer =
                send(HttpRequest.newBuilder(server.baseUri().resolve("api/otel/v1/traces"))
                        .header("Content-Type", "application/json")
                        .header("Authorization", "Bearer " + SUPPORT_KEY)
                        .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(answer.body());
        }
        return trace;
    }

    /** Applies manifests as a script does, past the console. */
    void apply(String yaml) {
        String who = JSON.createObjectNode()
                .put("username", "admin")
                .put("password", ADMIN_PASSWORD)
                .toString();
        HttpResponse<String> signedIn =
                send(HttpRequest.newBuilder(server.baseUri().resolve("api/svc/v1/login"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(who)));
        HttpResponse<String> answer =
                send(HttpRequest.newBuilder(server.baseUri().resolve("api/svc/v1/apply"))
                        .header("Content-Type", "application/yaml")
                        .header("Authorization", "Bearer " + token(signedIn))
                        .PUT(HttpRequest.BodyPublishers.ofString(yaml)));
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(answer.body());
        }
    }

    private static String token(HttpResponse<String> signedIn) {
        try {
            return JSON.readTree(signedIn.body()).path("token").asText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.close();
        assistant.close();
    }
}
