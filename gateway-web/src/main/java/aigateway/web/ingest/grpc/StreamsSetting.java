package aigateway.web.ingest.grpc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import org.apache.hc.core5.reactor.IOSession;

/**
 * gRPC's own clients say in their settings that the server may open no streams: zero, as HTTP/2 allows. The HTTP library
 * takes zero for a fault and ends the connection. So it is read as one, which changes nothing: a server opens streams to
 * push, and this one never does. Looks at the bytes of one connection as they come.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9113.html#name-settings">RFC 9113, settings</a>
 */
final class StreamsSetting {

    private static final int PREFACE = 24;
    private static final int HEAD = 9;
    private static final int TYPE = 3;
    private static final int SETTINGS = 4;
    private static final int ENTRY = 6;
    private static final int MAX_CONCURRENT_STREAMS = 3;

    private final byte[] head = new byte[HEAD];
    private int skipped = PREFACE;
    private int headRead;
    private int settingsLeft;
    private long entry;
    private int entryRead;

    /** A connection whose bytes are looked at when they are read. */
    static IOSession in(IOSession session) {
        StreamsSetting filter = new StreamsSetting();
        return (IOSession) Proxy.newProxyInstance(
                StreamsSetting.class.getClassLoader(), new Class<?>[] {IOSession.class}, (proxy, method, arguments) -> {
                    try {
                        if (!method.getName().equals("read") || !(arguments[0] instanceof ByteBuffer to)) {
                            return method.invoke(session, arguments);
                        }
                        int from = to.position();
                        Object read = method.invoke(session, arguments);
                        filter.look(to, from, to.position());
                        return read;
                    } catch (InvocationTargetException e) {
                        throw e.getCause() == null ? e : e.getCause();
                    }
                });
    }

    void look(ByteBuffer bytes, int from, int to) {
        int at = from;
        while (at < to) {
            if (skipped > 0) {
                int passed = Math.min(skipped, to - at);
                skipped -= passed;
                at += passed;
            } else if (settingsLeft > 0) {
                setting(bytes, at++);
            } else {
                frame(bytes.get(at++));
            }
        }
    }

    private void frame(byte next) {
        head[headRead++] = next;
        if (headRead < HEAD) {
            return;
        }
        headRead = 0;
        int length = (head[0] & 0xFF) << 16 | (head[1] & 0xFF) << 8 | (head[2] & 0xFF);
        if (head[TYPE] == SETTINGS) {
            settingsLeft = length;
            entryRead = 0;
        } else {
            skipped = length;
        }
    }

    private void setting(ByteBuffer bytes, int at) {
        settingsLeft--;
        entry = entryRead == 0 ? 0 : entry << 8;
        entry |= bytes.get(at) & 0xFF;
        if (++entryRead == ENTRY) {
            entryRead = 0;
            if (entry == (long) MAX_CONCURRENT_STREAMS << 32) {
                bytes.put(at, (byte) 1);
            }
        }
    }
}
