package aigateway.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What {@code GATEWAY_ALLOWED_PRIVATE_HOSTS} lists: host names and addresses, each with a port or for every port. */
final class AllowedHosts {

    static final String SETTING = "GATEWAY_ALLOWED_PRIVATE_HOSTS";

    /** Of an entry that names none. Nobody connects to it: where the port is not known, only such entries allow. */
    static final int ANY_PORT = -1;

    private final List<Entry> entries;

    AllowedHosts(Collection<String> texts) {
        entries = texts.stream().map(Entry::parse).toList();
    }

    boolean allows(String host, InetAddress address, int port) {
        return entries.stream().anyMatch(entry -> entry.matches(host, address, port));
    }

    /** Whether a name is listed, before anyone knows what it resolves to. */
    boolean allows(String host, int port) {
        return entries.stream().anyMatch(entry -> entry.host.equals(host) && entry.matchesPort(port));
    }

    /**
     * @param host lower case, no trailing dot, no brackets
     * @param address what the host says if it is an address itself
     */
    private record Entry(String host, @Nullable InetAddress address, int port) {

        static Entry parse(String text) {
            String host = text.strip().toLowerCase(Locale.ROOT);
            int port = ANY_PORT;
            int colon = host.lastIndexOf(':');
            boolean singleColon = colon >= 0 && host.indexOf(':') == colon;
            if (singleColon || (colon >= 0 && host.lastIndexOf(']') == colon - 1 && host.startsWith("["))) {
                port = port(text, host.substring(colon + 1));
                host = host.substring(0, colon);
            }
            host = HostNames.normalize(host);
            return new Entry(host, HostNames.isLiteral(host) ? address(host) : null, port);
        }

        private static int port(String entry, String digits) {
            try {
                return Integer.parseInt(digits);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(SETTING + ": '" + entry + "' is neither a host nor host:port", e);
            }
        }

        private static InetAddress address(String literal) {
            try {
                return InetAddress.getByName(literal);
            } catch (UnknownHostException e) {
                throw new IllegalArgumentException(SETTING + ": '" + literal + "' is not an address", e);
            }
        }

        boolean matches(String wanted, InetAddress resolved, int wantedPort) {
            return matchesPort(wantedPort) && (host.equals(wanted) || resolved.equals(address));
        }

        boolean matchesPort(int wanted) {
            return port == ANY_PORT || port == wanted;
        }
    }
}
