package aigateway.web.presence;

import aigateway.platform.ClientSocket;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * The kernel's list of this machine's TCP connections, as Linux shows it. It is read into one array that is kept, and
 * only lines with ports that somebody asked for become objects. For one thread at a time.
 *
 * @see <a href="https://www.kernel.org/doc/html/latest/networking/proc_net_tcp.html">Linux: proc/net/tcp</a>
 */
final class ConnectionTable {

    /** Told of each connection that is listed. */
    interface Visitor {

        /** @param clientHasClosed the client has said that nothing more comes from it */
        void listed(ClientSocket connection, boolean clientHasClosed);
    }

    private static final Path OF_THIS_PROCESS = Path.of("/proc/self/net");
    private static final int CLOSE_WAIT = 8;
    private static final int SHORT_ADDRESS = 4;

    /** The kernel gives no more than a page at a time. */
    private static final int PIECE = 4096;

    private final List<Path> files;
    private final boolean littleEndian;
    private byte[] text = new byte[16 * PIECE];
    private int length;
    private int at;

    ConnectionTable() {
        this(OF_THIS_PROCESS, ByteOrder.nativeOrder());
    }

    /** @param order the kernel writes an address as the number that its bytes are in memory */
    ConnectionTable(Path folder, ByteOrder order) {
        this.files = List.of(folder.resolve("tcp"), folder.resolve("tcp6"));
        this.littleEndian = order == ByteOrder.LITTLE_ENDIAN;
    }

    /** Other systems have no such list. */
    boolean exists() {
        return files.stream().anyMatch(Files::isReadable);
    }

    /** Both ports of a connection in one number: next to nobody else has the same. */
    static int ports(int local, int remote) {
        return local << 16 | remote;
    }

    /** @param ports of connections that are asked for, as {@link #ports} */
    void read(IntPredicate ports, Visitor visitor) throws IOException {
        for (Path file : files) {
            if (Files.isReadable(file)) {
                load(file);
                for (at = 0; toNextLine(); ) {
                    line(ports, visitor);
                }
            }
        }
    }

    private void load(Path file) throws IOException {
        length = 0;
        try (InputStream in = new FileInputStream(file.toFile())) {
            int more;
            while ((more = in.read(text, length, PIECE)) > 0) {
                length += more;
                if (text.length - length < PIECE) {
                    text = Arrays.copyOf(text, 2 * text.length);
                }
            }
        }
    }

    /** The first line says what the columns are. */
    private boolean toNextLine() {
        while (at < length && text[at] != '\n') {
            at++;
        }
        return ++at < length;
    }

    /** {@code   0: 0100007F:1F90 0100007F:C350 08 …}: a number, the local end, the other one, the state. */
    private void line(IntPredicate ports, Visitor visitor) throws IOException {
        int number = end(at, ':');
        int local = begin(number + 1);
        int localEnd = end(local, ':');
        int remote = begin(end(localEnd, ' '));
        int remoteEnd = end(remote, ':');
        int state = begin(end(remoteEnd, ' '));
        if (end(state, ' ') >= length) {
            return;
        }
        int localPort = (int) hex(localEnd + 1, end(localEnd, ' '));
        int remotePort = (int) hex(remoteEnd + 1, end(remoteEnd, ' '));
        if (ports.test(ports(localPort, remotePort))) {
            visitor.listed(
                    new ClientSocket(
                            new InetSocketAddress(address(remote, remoteEnd), remotePort),
                            new InetSocketAddress(address(local, localEnd), localPort)),
                    hex(state, end(state, ' ')) == CLOSE_WAIT);
        }
    }

    private int begin(int from) {
        int begin = from;
        while (begin < length && text[begin] == ' ') {
            begin++;
        }
        return begin;
    }

    private int end(int from, char mark) {
        int end = from;
        while (end < length && text[end] != mark && text[end] != '\n') {
            end++;
        }
        return end;
    }

    private long hex(int from, int to) {
        long number = 0;
        for (int digit = from; digit < to; digit++) {
            number = number << 4 | Character.digit(text[digit], 16);
        }
        return number;
    }

    /** Words of four bytes. An IPv4 address that is written as an IPv6 one comes out as what it is, as it does in a request. */
    private InetAddress address(int from, int to) throws IOException {
        byte[] bytes = new byte[(to - from) / 2];
        for (int i = 0; i < bytes.length; i++) {
            int place = littleEndian ? i ^ SHORT_ADDRESS - 1 : i;
            bytes[place] = (byte) hex(from + 2 * i, from + 2 * i + 2);
        }
        return InetAddress.getByAddress(bytes);
    }
}
