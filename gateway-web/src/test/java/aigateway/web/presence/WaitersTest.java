package aigateway.web.presence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import aigateway.platform.ClientSocket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against this machine's own kernel. */
class WaitersTest {

    private static final long LATER = Long.MAX_VALUE / 2;

    private final List<String> left = new ArrayList<>();
    private final Waiters waiters = new Waiters(new ConnectionTable());
    private ServerSocket server;
    private Socket client;
    private Socket accepted;

    @BeforeEach
    void connect() throws IOException {
        assumeTrue(waiters.canBeSeen(), "this system does not show its connections");
        server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        client = new Socket(server.getInetAddress(), server.getLocalPort());
        accepted = server.accept();
    }

    @AfterEach
    void close() throws IOException {
        if (server != null) {
            client.close();
            accepted.close();
            server.close();
        }
    }

    private ClientSocket connection() {
        return new ClientSocket((InetSocketAddress) accepted.getRemoteSocketAddress(), (InetSocketAddress)
                accepted.getLocalSocketAddress());
    }

    private Waiter wait(String name) {
        return waiters.add(connection(), () -> 0, () -> left.add(name));
    }

    @Test
    void whoStaysIsLeftAloneAndWhoLeavesIsNoticedOnce() throws IOException {
        wait("one");
        wait("another on the same connection");
        waiters.look(LATER);
        assertThat(left).isEmpty();

        client.close();
        waiters.look(LATER);
        waiters.look(LATER);

        assertThat(left).containsExactlyInAnyOrder("one", "another on the same connection");
        assertThat(waiters.size()).isZero();
    }

    @Test
    void whoClosesOnlyItsOwnHalfHasLeft() throws IOException {
        wait("half");
        client.shutdownOutput();

        waiters.look(LATER);

        assertThat(left).containsExactly("half");
    }

    @Test
    void whoBreaksTheConnectionOffHasLeftThoughItWasNeverSeenWhereOthersWere() throws IOException {
        wait("before").end();
        Waiter other = wait("of the same listener");
        waiters.look(LATER);
        other.end();
        wait("never seen");
        client.setSoLinger(true, 0);
        client.close();

        waiters.look(LATER);

        assertThat(left).containsExactly("never seen");
    }

    /** As Undertow tells the ends of a connection that began with the PROXY protocol. */
    @Test
    void connectionThatTellsTheEndsOfAnotherIsNeverThoughtToHaveEnded() throws IOException {
        waiters.add(
                new ClientSocket(new InetSocketAddress("192.0.2.7", 50_000), new InetSocketAddress("192.0.2.1", 443)),
                () -> 0,
                () -> left.add("somebody behind a load balancer"));
        wait("direct");

        waiters.look(LATER);
        waiters.look(LATER);

        assertThat(left).isEmpty();
    }

    @Test
    void whoHasItsAnswerOrWasWrittenToLatelyIsNotAskedAbout() throws IOException {
        wait("answered").end();
        long[] lastWrite = {1_000};
        waiters.add(connection(), () -> lastWrite[0], () -> left.add("written to"));
        client.close();

        waiters.look(999);
        assertThat(left).isEmpty();
        waiters.look(1_000);
        assertThat(left).containsExactly("written to");
    }

    @Test
    void whatFollowsOneDepartureDoesNotKeepFromTheNext() throws IOException {
        waiters.add(connection(), () -> 0, () -> {
            throw new IllegalStateException("unforeseen");
        });
        wait("next");
        client.close();

        waiters.look(LATER);

        assertThat(left).containsExactly("next");
    }

    @Test
    void aKernelThatShowsNothingDrivesNobodyAway(@TempDir Path empty) throws IOException {
        Waiters blind = new Waiters(new ConnectionTable(empty, ByteOrder.nativeOrder()));
        blind.add(connection(), () -> 0, () -> left.add("blind"));

        blind.look(LATER);

        assertThat(left).isEmpty();
    }
}
