package aigateway.web.presence;

import aigateway.platform.ClientSocket;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetSocketAddress;

/**
 * The two ends of a client's TCP connection: addresses as Java writes them.
 *
 * @param certain the server says them of the connection; others it says of the request, and may have from a header
 */
public record ClientConnection(
        String remoteAddress, int remotePort, String localAddress, int localPort, boolean certain) {

    /** Of what is asked for by no client. */
    public static final ClientConnection NONE = new ClientConnection("", 0, "", 0, false);

    /** To be asked on the request's thread. */
    public static ClientConnection of(HttpServletRequest http) {
        ClientSocket socket = ClientSocket.of(http);
        return socket == null
                ? new ClientConnection(
                        withoutZone(http.getRemoteAddr()),
                        http.getRemotePort(),
                        withoutZone(http.getLocalAddr()),
                        http.getLocalPort(),
                        false)
                : of(socket.remote(), socket.local());
    }

    static ClientConnection of(InetSocketAddress remote, InetSocketAddress local) {
        return new ClientConnection(address(remote), remote.getPort(), address(local), local.getPort(), true);
    }

    private static String address(InetSocketAddress end) {
        return withoutZone(end.getAddress().getHostAddress());
    }

    /** A link-local address may come with the name of its interface, which the kernel's table does not have. */
    private static String withoutZone(String address) {
        int zone = address.indexOf('%');
        return zone < 0 ? address : address.substring(0, zone);
    }

    /** As the kernel lists it. */
    ClientConnection listed() {
        return certain ? this : new ClientConnection(remoteAddress, remotePort, localAddress, localPort, true);
    }

    /** Where we are on it. */
    String ownEnd() {
        return localAddress + ' ' + localPort;
    }

    /** Both ports in one number: next to nobody else has the same. */
    int ports() {
        return ports(localPort, remotePort);
    }

    static int ports(int local, int remote) {
        return local << 16 | remote;
    }
}
