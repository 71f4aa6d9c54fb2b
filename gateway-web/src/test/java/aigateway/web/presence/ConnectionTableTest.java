package aigateway.web.presence;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.platform.ClientSocket;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionTableTest {

    private static final String HEAD =
            "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n";
    private static final String REST =
            " 00000000:00000000 00:00000000 00000000     0        0 4711 1 0000 20 4 30 10 -1\n";

    @TempDir
    Path folder;

    private Map<ClientSocket, Boolean> read(ByteOrder order, IntPredicate ports) throws IOException {
        Map<ClientSocket, Boolean> found = new LinkedHashMap<>();
        new ConnectionTable(folder, order).read(ports, found::put);
        return found;
    }

    private static ClientSocket connection(String remote, int port, String local) {
        return new ClientSocket(new InetSocketAddress(remote, port), new InetSocketAddress(local, 8080));
    }

    private void tcp(String... lines) throws IOException {
        write("tcp", lines);
    }

    private void write(String file, String... lines) throws IOException {
        Files.writeString(folder.resolve(file), HEAD + String.join(REST, lines) + (lines.length == 0 ? "" : REST));
    }

    @Test
    void connectionsAreReadInEitherOrderOfTheirBytes() throws IOException {
        tcp("   0: 0100007F:1F90 0200000A:C350 01", "   1: 0100007F:1F90 0300000A:C351 08");
        assertThat(read(ByteOrder.LITTLE_ENDIAN, ports -> true))
                .containsExactly(
                        Map.entry(connection("10.0.0.2", 50_000, "127.0.0.1"), false),
                        Map.entry(connection("10.0.0.3", 50_001, "127.0.0.1"), true));

        tcp("   0: 7F000001:1F90 0A000002:C350 08");
        assertThat(read(ByteOrder.BIG_ENDIAN, ports -> true))
                .containsExactly(Map.entry(connection("10.0.0.2", 50_000, "127.0.0.1"), true));
    }

    @Test
    void anAddressOfSixteenBytesIsWrittenAsJavaWritesIt() throws IOException {
        write(
                "tcp6",
                "   0: 0000000000000000FFFF00000100007F:1F90 0000000000000000FFFF00000200000A:C350 08",
                "   1: 00000000000000000000000001000000:1F90 B80D0120000000000000000001000000:C351 01");
        assertThat(read(ByteOrder.LITTLE_ENDIAN, ports -> true))
                .containsExactly(
                        Map.entry(connection("10.0.0.2", 50_000, "127.0.0.1"), true),
                        Map.entry(connection("2001:db8:0:0:0:0:0:1", 50_001, "0:0:0:0:0:0:0:1"), false));

        write("tcp6", "   0: 00000000000000000000000000000001:1F90 20010DB8000000000000000000000001:C351 01");
        assertThat(read(ByteOrder.BIG_ENDIAN, ports -> true))
                .containsExactly(Map.entry(connection("2001:db8:0:0:0:0:0:1", 50_001, "0:0:0:0:0:0:0:1"), false));
    }

    @Test
    void onlyPortsThatAreAskedForAreTold() throws IOException {
        tcp("   0: 0100007F:1F90 0200000A:C350 08", "   1: 0100007F:C350 0200000A:1F90 08");

        assertThat(read(ByteOrder.LITTLE_ENDIAN, ports -> ports == ConnectionTable.ports(8080, 50_000)))
                .containsOnlyKeys(connection("10.0.0.2", 50_000, "127.0.0.1"));
    }

    @Test
    void aTableThatBreaksOffOrIsNotThereIsNoFault() throws IOException {
        assertThat(new ConnectionTable(folder, ByteOrder.LITTLE_ENDIAN).exists())
                .isFalse();
        assertThat(read(ByteOrder.LITTLE_ENDIAN, ports -> true)).isEmpty();

        tcp();
        assertThat(read(ByteOrder.LITTLE_ENDIAN, ports -> true)).isEmpty();
        String line = "   0: 0100007F:1F90 0200000A:C350 08";
        for (int cut = 0; cut <= line.length(); cut++) {
            Files.writeString(folder.resolve("tcp"), HEAD + line.substring(0, cut));
            assertThat(read(ByteOrder.LITTLE_ENDIAN, ports -> true)).isEmpty();
        }
    }

    @Test
    void aTableLongerThanTheFirstRoomForItIsReadToItsEnd() throws IOException {
        String[] lines = new String[5_000];
        for (int i = 0; i < lines.length; i++) {
            lines[i] = "%5d: 0100007F:1F90 0200000A:%04X 01".formatted(i, 1_000 + i);
        }
        tcp(lines);

        assertThat(read(ByteOrder.LITTLE_ENDIAN, ports -> true))
                .hasSize(5_000)
                .containsKey(connection("10.0.0.2", 5_999, "127.0.0.1"));
    }
}
