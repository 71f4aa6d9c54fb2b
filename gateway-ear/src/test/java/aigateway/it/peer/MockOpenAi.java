package aigateway.it.peer;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * An upstream that speaks OpenAI's protocol over plain sockets, so that it can also break it: see {@link Directives}
 * for what a message may ask of it. It keeps what it received.
 */
public final class MockOpenAi implements AutoCloseable {

    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "mock-openai");
        thread.setDaemon(true);
        return thread;
    });
    private final List<Exchange> received = new CopyOnWriteArrayList<>();
    private final Map<String, String> habits = new ConcurrentHashMap<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final int port;
    private volatile @Nullable ServerSocket listening;

    public MockOpenAi() {
        port = listen(0);
    }

    /** What a model always does, beside what a message asks for. */
    public MockOpenAi habit(String model, String directives) {
        habits.put(model, directives);
        return this;
    }

    /** What an account's {@code base_url} says. */
    public URI baseUri() {
        return URI.create("http://localhost:" + port + "/v1");
    }

    /** Everything that came in, in the order of arrival. */
    public List<Exchange> received() {
        return List.copyOf(received);
    }

    /** The requests whose body holds a text, which is how a test knows its own. */
    public List<Exchange> received(String text) {
        return received.stream()
                .filter(exchange -> exchange.text().contains(text))
                .toList();
    }

    /** Connections that are open now. */
    public int connections() {
        return open.size();
    }

    /** Refuses connections, and breaks those there are. */
    public void stop() {
        ServerSocket socket = listening;
        listening = null;
        close(socket);
        open.forEach(MockOpenAi::close);
    }

    /** Listens again where it did. */
    public void start() {
        if (listening == null) {
            listen(port);
        }
    }

    @Override
    public void close() {
        stop();
        threads.shutdownNow();
    }

    private int listen(int wanted) {
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName("localhost"), wanted), 1024);
            listening = socket;
            threads.execute(() -> accept(socket));
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept(ServerSocket socket) {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                open.add(connection);
                threads.execute(() -> serve(connection));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            connection.setTcpNoDelay(true);
            HttpWire wire = new HttpWire(connection);
            Exchange exchange = wire.read();
            while (exchange != null) {
                received.add(exchange);
                Exchange current = exchange;
                JsonNode request = current.text().isEmpty() ? null : current.json();
                String asked = request == null ? "" : lastMessage(request);
                String always = request == null
                        ? ""
                        : habits.getOrDefault(request.path("model").asText(), "");
                Answer answer = new Answer(wire, current, request, Directives.in(always + " " + asked));
                if (!answer.send()) {
                    return;
                }
                exchange = wire.read();
            }
        } catch (IOException gone) {
            // The gateway closed the connection, or a test did: the exchange knows whether that was in the middle.
        } finally {
            open.remove(connection);
        }
    }

    private static String lastMessage(JsonNode request) {
        JsonNode messages = request.path("messages");
        JsonNode content = messages.path(messages.size() - 1).path("content");
        return content.isTextual() ? content.asText() : content.toString();
    }

    private static void close(@Nullable AutoCloseable resource) {
        try {
            if (resource != null) {
                resource.close();
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
