package aigateway.outbound;

import aigateway.platform.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Collection;

/**
 * The one checker of outgoing addresses: of providers, exporters, webhooks, key sets. Whoever opens a connection uses
 * {@link #resolve} as its resolver, so that the address that was checked is the one connected to and a name that
 * changes its mind in between gains nothing.
 */
@ApplicationScoped
public class AddressPolicy {

    /** How a name becomes addresses. */
    @FunctionalInterface
    interface Names {
        InetAddress[] lookUp(String host) throws UnknownHostException;
    }

    private static final int HIGHEST_PORT = 65_535;

    private final AllowedHosts allowed;
    private final Names names;

    /** The policy of this process, from {@code GATEWAY_ALLOWED_PRIVATE_HOSTS}. */
    AddressPolicy() {
        this(Settings.ofThisProcess().allowedPrivateHosts());
    }

    public AddressPolicy(Collection<String> allowedPrivateHosts) {
        this(allowedPrivateHosts, InetAddress::getAllByName);
    }

    AddressPolicy(Collection<String> allowedPrivateHosts, Names names) {
        this.allowed = new AllowedHosts(allowedPrivateHosts);
        this.names = names;
    }

    /** As {@link #resolve(String, int)}, for a resolver that is not told the port: what is allowed for one only is refused. */
    public InetAddress[] resolve(String host) throws UnknownHostException {
        return resolve(host, AllowedHosts.ANY_PORT);
    }

    /**
     * @return the addresses of the host, each of them allowed
     * @throws BlockedAddressException when one of them is not: a name half of which points inside is not trusted
     */
    public InetAddress[] resolve(String host, int port) throws UnknownHostException {
        String name = HostNames.normalize(host);
        refuseAmbiguous(name);
        InetAddress[] addresses = names.lookUp(name);
        for (InetAddress address : addresses) {
            check(name, address, port);
        }
        return addresses;
    }

    /**
     * What can be said of an address without looking a name up, for the moment it is configured.
     *
     * @throws BlockedAddressException whose message is written for the operator
     */
    public void check(URI address) throws BlockedAddressException {
        String scheme = address.getScheme();
        if (!"http".equalsIgnoreCase(scheme) && !"https".equalsIgnoreCase(scheme)) {
            throw new BlockedAddressException("the address must begin with http:// or https://");
        }
        if (address.getRawUserInfo() != null) {
            throw new BlockedAddressException("the address must not carry a user or a password");
        }
        String host = address.getHost();
        if (host == null || host.isEmpty()) {
            throw new BlockedAddressException("the address names no host");
        }
        if (address.getPort() == 0 || address.getPort() > HIGHEST_PORT) {
            throw new BlockedAddressException("the address's port must be between 1 and " + HIGHEST_PORT);
        }
        checkHost(HostNames.normalize(host), port(address));
    }

    private void checkHost(String name, int port) throws BlockedAddressException {
        refuseAmbiguous(name);
        if (HostNames.isLiteral(name)) {
            try {
                check(name, InetAddress.getByName(name), port);
            } catch (BlockedAddressException e) {
                throw e;
            } catch (UnknownHostException e) {
                throw new BlockedAddressException(name + " is not an address");
            }
        } else if (HostNames.isLocal(name)
                && !allowed.allows(name, port)
                && !allowed.allows(name, InetAddress.getLoopbackAddress(), port)) {
            throw refusal(name);
        }
    }

    private static int port(URI address) {
        if (address.getPort() >= 0) {
            return address.getPort();
        }
        return "https".equalsIgnoreCase(address.getScheme()) ? 443 : 80;
    }

    private static void refuseAmbiguous(String name) throws BlockedAddressException {
        if (HostNames.isAmbiguousNumber(name)) {
            throw new BlockedAddressException(name + " is not a plain address: write it as four decimal numbers");
        }
    }

    private void check(String name, InetAddress address, int port) throws BlockedAddressException {
        switch (Reach.of(address)) {
            case PUBLIC -> {}
            case PRIVATE -> {
                if (!allowed.allows(name, address, port)) {
                    throw refusal(name);
                }
            }
            case NEVER -> throw new BlockedAddressException(
                    name + " is a link-local, metadata or reserved address, which the gateway never calls");
        }
    }

    private static BlockedAddressException refusal(String name) {
        return new BlockedAddressException(
                name + " is on a private network; to allow it, add it to " + AllowedHosts.SETTING);
    }
}
