package aigateway.web.presence;

import jakarta.servlet.http.HttpServletRequest;

/**
 * The two ends of a client's TCP connection, as the server sees them: addresses as Java writes them, whatever a proxy in
 * between says of its own client.
 */
public record ClientConnection(String remoteAddress, int remotePort, String localAddress, int localPort) {

    /** Of what is asked for by no client. */
    public static final ClientConnection NONE = new ClientConnection("", 0, "", 0);

    /** To be asked on the request's thread. */
    public static ClientConnection of(HttpServletRequest http) {
        return new ClientConnection(
                withoutZone(http.getRemoteAddr()),
                http.getRemotePort(),
                withoutZone(http.getLocalAddr()),
                http.getLocalPort());
    }

    /** A link-local address may come with the name of its interface, which the kernel's table does not have. */
    private static String withoutZone(String address) {
        int zone = address.indexOf('%');
        return zone < 0 ? address : address.substring(0, zone);
    }

    /** Both ports in one number: next to nobody else has the same. */
    int ports() {
        return ports(localPort, remotePort);
    }

    static int ports(int local, int remote) {
        return local << 16 | remote;
    }
}
