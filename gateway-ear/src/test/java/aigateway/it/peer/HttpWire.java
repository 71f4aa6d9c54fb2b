package aigateway.it.peer;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** HTTP/1.1 on one connection, with nothing between a test and the bytes. */
final class HttpWire {

    private static final byte[] CRLF = {'\r', '\n'};

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    HttpWire(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream(), 65_536);
        this.out = socket.getOutputStream();
    }

    /** The next request, null when the other side has closed. */
    @Nullable
    Exchange read() throws IOException {
        String first = line();
        if (first == null) {
            return null;
        }
        String[] parts = first.split(" ");
        Map<String, List<String>> headers = new HashMap<>();
        for (String line = line(); line != null && !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.computeIfAbsent(line.substring(0, colon).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        if (headers.containsKey("expect")) {
            write("HTTP/1.1 100 Continue\r\n\r\n");
        }
        return new Exchange(parts[0], parts[1], headers, body(headers));
    }

    private byte[] body(Map<String, List<String>> headers) throws IOException {
        if (headers.containsKey("content-length")) {
            return in.readNBytes(Integer.parseInt(headers.get("content-length").get(0)));
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        if (headers.containsKey("transfer-encoding")) {
            for (int size = chunkSize(); size > 0; size = chunkSize()) {
                body.writeBytes(in.readNBytes(size));
                line();
            }
            line();
        }
        return body.toByteArray();
    }

    private int chunkSize() throws IOException {
        String size = line();
        if (size == null) {
            throw new EOFException();
        }
        return Integer.parseInt(size.split(";")[0].strip(), 16);
    }

    private @Nullable String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                return null;
            }
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    void answer(int status, String type, String headers, byte[] body) throws IOException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(("HTTP/1.1 " + status + " Said\r\nContent-Type: " + type + "\r\nContent-Length: " + body.length
                        + "\r\n" + headers + "\r\n")
                .getBytes(StandardCharsets.ISO_8859_1));
        whole.writeBytes(body);
        out.write(whole.toByteArray());
        out.flush();
    }

    void beginStream() throws IOException {
        write(
                "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\nTransfer-Encoding: chunked\r\n\r\n");
    }

    void chunk(byte[] bytes) throws IOException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream(bytes.length + 16);
        whole.writeBytes((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        whole.writeBytes(bytes);
        whole.writeBytes(CRLF);
        out.write(whole.toByteArray());
        out.flush();
    }

    void endStream() throws IOException {
        write("0\r\n\r\n");
    }

    void write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    /** Waits, and says whether the other side has gone meanwhile. 0 milliseconds do not wait at all. */
    boolean gone(int milliseconds) throws IOException {
        if (milliseconds <= 0) {
            return false;
        }
        socket.setSoTimeout(milliseconds);
        try {
            in.mark(1);
            boolean ended = in.read() < 0;
            in.reset();
            return ended;
        } catch (SocketTimeoutException stillThere) {
            return false;
        } finally {
            if (!socket.isClosed()) {
                socket.setSoTimeout(0);
            }
        }
    }

    /** Breaks the connection so that the other side sees a reset. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }
}
