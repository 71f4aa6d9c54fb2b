package aigateway.it.peer;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Upstreams with protocols of their own, one under each path: they say what was recorded of them, which is what the
 * translations are tested with, too, in pieces of a size that fits nothing. A request that holds {@code @status=N} is
 * refused in the vendor's shape, a stream of one that holds {@code @cut} ends in its middle. They keep what they received.
 */
public final class MockVendors implements AutoCloseable {

    /** What Google gives for a service account. */
    public static final String GOOGLE_TOKEN = "ya29.canary-token-81";

    /** What AWS gives for a role. */
    private static final String ASSUMED =
            "<AssumeRoleResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><AssumeRoleResult><Credentials>"
                    + "<AccessKeyId>ASIAEXAMPLE</AccessKeyId><SecretAccessKey>canary-aws-role-secret-53</SecretAccessKey>"
                    + "<SessionToken>canary-aws-role-session-53</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration>"
                    + "</Credentials></AssumeRoleResult></AssumeRoleResponse>";

    private static final Path RECORDINGS = Path.of("../gateway-web/src/test/resources/aigateway/web/golden");
    private static final int PIECE = 37;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "mock-vendors");
        thread.setDaemon(true);
        return thread;
    });
    private final MockStore store = new MockStore();
    private final List<Exchange> received = new CopyOnWriteArrayList<>();

    public MockVendors() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("localhost"), 0), 128);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /** Followed by {@code /openai/v1}, {@code /anthropic}, {@code /bedrock}, {@code /gemini}, {@code /cohere} or {@code /mistral}. */
    public URI baseUri() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    /** The requests whose body holds a text, which is how a test knows its own. */
    public List<Exchange> received(String text) {
        return received.stream()
                .filter(exchange -> exchange.text().contains(text))
                .toList();
    }

    /** Method and path of the requests whose path begins with a text. */
    public List<String> requests(String path) {
        return received.stream()
                .filter(exchange -> exchange.path().startsWith(path))
                .map(exchange -> exchange.method() + ' ' + exchange.path())
                .toList();
    }

    private void answer(HttpExchange http) throws IOException {
        try (http) {
            Map<String, List<String>> headers = new HashMap<>();
            http.getRequestHeaders().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
            byte[] body = http.getRequestBody().readAllBytes();
            String path = http.getRequestURI().toString();
            Exchange exchange = new Exchange(http.getRequestMethod(), path, headers, body);
            received.add(exchange);
            String vendor = protocol(path);
            int status = Directives.in(exchange.text()).number("status", 200);
            MockMedia.Said media = MockMedia.answer(vendor, path, exchange.text());
            if (media == null && path.matches("/openai/v1/(files|batches|fine_tuning|responses/).*")) {
                media = store.answer(http.getRequestMethod(), path, exchange.text());
            }
            if (path.equals("/sts")) {
                send(http, 200, "text/xml", ASSUMED.getBytes(StandardCharsets.UTF_8));
            } else if (path.equals("/token")) {
                byte[] token = ("{\"access_token\":\"" + GOOGLE_TOKEN + "\",\"expires_in\":3600}")
                        .getBytes(StandardCharsets.UTF_8);
                send(http, 200, "application/json", token);
            } else if (media != null
                    && path.endsWith("/audio/speech")
                    && Directives.in(exchange.text()).has("cut")) {
                sendShort(http, media);
            } else if (status == 200 && media != null) {
                send(http, 200, media.type(), media.body());
            } else if (status != 200) {
                send(http, status, "application/json", refusal(vendor, status).getBytes(StandardCharsets.UTF_8));
            } else if (path.contains("mbed")) {
                if (path.contains("cohere.embed")) {
                    http.getResponseHeaders().set("X-Amzn-Bedrock-Input-Token-Count", "9");
                }
                send(http, 200, "application/json", recorded("answer/embed." + embedding(vendor, path) + ".json"));
            } else if (path.contains("alt=sse")
                    || path.endsWith("converse-stream")
                    || exchange.json().path("stream").asBoolean()) {
                byte[] events = recorded("stream/full." + vendor + ".events");
                boolean cut = Directives.in(exchange.text()).has("cut");
                send(http, 200, streamType(vendor), cut ? Arrays.copyOf(events, events.length / 2) : events);
            } else {
                send(http, 200, "application/json", recorded("answer/full." + vendor + ".json"));
            }
        }
    }

    /** OpenAI has three, the others one each. */
    private static String protocol(String path) {
        if (path.contains("/publishers/anthropic/")) {
            return "anthropic";
        }
        return path.endsWith("/responses")
                ? "responses"
                : path.endsWith("/v1/completions") ? "completions" : path.split("/")[1];
    }

    private static String embedding(String vendor, String path) {
        if (vendor.equals("bedrock")) {
            return path.contains("titan") ? "bedrock.titan" : "bedrock.cohere";
        }
        return path.endsWith(":predict") ? "vertex" : path.endsWith(":embedContent") ? "gemini.one" : vendor;
    }

    private static String streamType(String vendor) {
        return vendor.equals("bedrock") ? "application/vnd.amazon.eventstream" : "text/event-stream";
    }

    private static byte[] recorded(String name) throws IOException {
        return Files.readAllBytes(RECORDINGS.resolve(name));
    }

    private static void send(HttpExchange http, int status, String type, byte[] body) throws IOException {
        http.getResponseHeaders().set("Content-Type", type);
        http.getResponseHeaders().set("x-ratelimit-limit-tokens", "4711");
        if (status == 429) {
            http.getResponseHeaders().set("x-amzn-errortype", "ThrottlingException:http://internal.amazon.com/");
            http.getResponseHeaders().set("Retry-After", "7");
        }
        http.sendResponseHeaders(status, 0);
        // Of what is large, larger pieces: a flush each takes its time.
        int piece = body.length > 100_000 ? 1000 * PIECE : PIECE;
        try (OutputStream out = http.getResponseBody()) {
            for (int at = 0; at < body.length; at += piece) {
                out.write(body, at, Math.min(piece, body.length - at));
                out.flush();
            }
        }
    }

    /** A byte more is promised than comes. */
    private static void sendShort(HttpExchange http, MockMedia.Said media) throws IOException {
        http.getResponseHeaders().set("Content-Type", media.type());
        http.sendResponseHeaders(200, media.body().length + 1L);
        http.getResponseBody().write(media.body());
        http.getResponseBody().flush();
    }

    private static String refusal(String vendor, int status) {
        return switch (vendor) {
            case "anthropic" -> "{\"type\":\"error\",\"error\":{\"type\":\"rate_limit_error\",\"message\":\"Anthropic says "
                    + status + "\"}}";
            case "gemini" -> "[{\"error\":{\"code\":" + status + ",\"message\":\"Gemini says " + status
                    + "\",\"status\":\"RESOURCE_EXHAUSTED\"}}]";
            case "mistral" -> "{\"object\":\"error\",\"message\":{\"detail\":[{\"loc\":[\"body\",\"n\"],\"msg\":\"mistral says "
                    + status + "\"}]},\"type\":\"invalid_request_error\",\"param\":null,\"code\":null}";
            default -> "{\"message\":\"" + vendor + " says " + status + "\"}";
        };
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
