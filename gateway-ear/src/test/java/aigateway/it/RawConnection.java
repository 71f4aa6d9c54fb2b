package aigateway.it;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A connection on which a test says exactly what it wants, and leaves when it wants. */
final class RawConnection implements AutoCloseable {

    private static final int PIECE_MILLIS = 100;

    private final Socket socket;
    private final URI server;
    private boolean closed;

    RawConnection(URI server) throws IOException {
        this.server = server;
        this.socket = new Socket("localhost", server.getPort());
        this.socket.setTcpNoDelay(true);
    }

    /** How little of an answer the other side may have under way; to be said before anything else. */
    RawConnection narrow() throws IOException {
        socket.setReceiveBufferSize(8 * 1024);
        return this;
    }

    /** Head of a chat completion, without the blank line that ends it. */
    String head(String key, String... lines) {
        return headTo("/v1/chat/completions", key, lines);
    }

    String headTo(String path, String key, String... lines) {
        return "POST " + path + " HTTP/1.1\r\nHost: localhost:" + server.getPort()
                + "\r\nContent-Type: application/json\r\nAuthorization: Bearer " + key + "\r\n"
                + String.join(
                        "",
                        java.util.Arrays.stream(lines)
                                .map(line -> line + "\r\n")
                                .toList());
    }

    void chat(String key, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        send((head(key, "Content-Length: " + bytes.length) + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        send(bytes);
    }

    void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /**
     * What comes until a text has come, the other side has closed, or the time is over; of a machine that stands still only a
     * piece of it counts.
     */
    String readUntil(String text, int milliseconds) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        long left = milliseconds * 1_000_000L;
        InputStream in = socket.getInputStream();
        byte[] buffer = new byte[8192];
        String wanted = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        String last = "";
        while (left > 0 && !last.contains(wanted)) {
            long begun = System.nanoTime();
            socket.setSoTimeout(PIECE_MILLIS);
            try {
                int read = in.read(buffer);
                if (read < 0) {
                    closed = true;
                    break;
                }
                all.write(buffer, 0, read);
                last = last.substring(Math.max(0, last.length() - wanted.length()))
                        + new String(buffer, 0, read, StandardCharsets.ISO_8859_1);
            } catch (SocketTimeoutException nothingYet) {
                // Perhaps in the next piece.
            }
            left -= Math.min(System.nanoTime() - begun, PIECE_MILLIS * 1_000_000L);
        }
        return all.toString(StandardCharsets.UTF_8);
    }

    /** All that comes until the other side closes; fails when it does not. */
    String all(int milliseconds) throws IOException {
        // A text that never comes: HTTP has none of it.
        String said = readUntil("\0", milliseconds);
        if (!closed) {
            throw new AssertionError("The connection stays open after: " + said);
        }
        return said;
    }

    /** Status of the answer, 0 when there was none. */
    int status(int milliseconds) throws IOException {
        String answer = readUntil("\r\n\r\n", milliseconds);
        return answer.startsWith("HTTP/1.1 ") ? Integer.parseInt(answer.substring(9, 12)) : 0;
    }

    /** Says that nothing more comes, and reads on. */
    void finish() throws IOException {
        socket.shutdownOutput();
    }

    /** As the system does for a process that is killed with something still to read. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
