package aigateway.it.peer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One request that the upstream received, and what became of its answer. */
public final class Exchange {

    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxStringLength(64 << 20).build())
            .build());

    private final String method;
    private final String path;
    private final Map<String, List<String>> headers;
    private final byte[] body;
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private volatile long abortedAt;
    private volatile int chunks;

    Exchange(String method, String path, Map<String, List<String>> headers, byte[] body) {
        this.method = method;
        this.path = path;
        this.headers = headers;
        this.body = body;
    }

    public String method() {
        return method;
    }

    public String path() {
        return path;
    }

    public Optional<String> header(String name) {
        return headers.getOrDefault(name.toLowerCase(java.util.Locale.ROOT), List.of()).stream()
                .findFirst();
    }

    /** By name in lower case. */
    public Map<String, List<String>> headers() {
        return headers;
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    public byte[] bytes() {
        return body.clone();
    }

    public JsonNode json() {
        try {
            return JSON.readTree(text());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The gateway sent no JSON: " + text(), e);
        }
    }

    /** Body of the answer so far, as it was before the transfer coding. */
    public String sent() {
        synchronized (sent) {
            return sent.toString(StandardCharsets.UTF_8);
        }
    }

    /** Pieces of a stream that were sent. */
    public int chunks() {
        return chunks;
    }

    /** Whether the gateway closed the connection before the answer was complete. */
    public boolean aborted() {
        return abortedAt != 0;
    }

    /** {@link System#nanoTime()} when the gateway was seen to have gone, 0 when it has not. */
    public long abortedAt() {
        return abortedAt;
    }

    void abort() {
        abortedAt = System.nanoTime();
    }

    void tell(byte[] bytes) {
        synchronized (sent) {
            if (sent.size() < 4 << 20) {
                sent.writeBytes(bytes);
            }
        }
    }

    void toldChunk() {
        chunks++;
    }
}
