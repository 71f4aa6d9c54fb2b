package aigateway.identity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Slows guessing down: after five failures in a row one has to wait, each time longer, up to a minute. Who waits is a name
 * at an address, so that a stranger's guesses do not keep the owner of the name out. A try counts as a failure before the
 * password is looked at, and guesses that come together do not pass together.
 */
@ApplicationScoped
class SignInThrottle {

    static final int MOST_KNOWN = 10_000;

    private static final int FREE_FAILURES = 5;
    private static final long FIRST_WAIT_MILLIS = 2_000;
    private static final long LONGEST_WAIT_MILLIS = 60_000;
    private static final long FORGET_MILLIS = 15 * 60_000L;
    private static final int LONGEST_NAME = 256;
    private static final int NETWORK_BYTES = 8;

    /** All that come when too many are known already share the patience of one. */
    private static final Who CROWD = new Who("", "");

    private final Map<Who, Failures> failures = new ConcurrentHashMap<>();

    @Inject
    InstantSource clock;

    private record Who(String name, String address) {}

    private record Failures(int count, long lastAt) {

        boolean mustWait(long now) {
            if (count < FREE_FAILURES) {
                return false;
            }
            int doublings = Math.min(count - FREE_FAILURES, 10);
            return now - lastAt < Math.min(FIRST_WAIT_MILLIS << doublings, LONGEST_WAIT_MILLIS);
        }

        Failures and(long now) {
            return new Failures(now - lastAt >= FORGET_MILLIS ? 1 : count + 1, now);
        }
    }

    /**
     * Counts a try, which {@link #succeeded} takes back.
     *
     * @return false when it comes too soon
     */
    boolean begin(String name, String address) {
        long now = clock.millis();
        boolean[] early = new boolean[1];
        failures.compute(known(who(name, address), now), (who, before) -> {
            early[0] = before != null && before.mustWait(now);
            return early[0] ? before : before == null ? new Failures(1, now) : before.and(now);
        });
        return !early[0];
    }

    void succeeded(String name, String address) {
        failures.remove(who(name, address));
    }

    private Who known(Who who, long now) {
        if (failures.size() >= MOST_KNOWN && !failures.containsKey(who)) {
            failures.values().removeIf(known -> now - known.lastAt >= LONGEST_WAIT_MILLIS);
            return failures.size() >= MOST_KNOWN ? CROWD : who;
        }
        return who;
    }

    private static Who who(String name, String address) {
        String lower = name.toLowerCase(Locale.ROOT);
        return new Who(lower.length() > LONGEST_NAME ? lower.substring(0, LONGEST_NAME) : lower, network(address));
    }

    /** Whoever has one address of IPv6 has all of its network. */
    private static String network(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        try {
            byte[] bytes = InetAddress.getByName(address) instanceof Inet6Address six ? six.getAddress() : null;
            return bytes == null ? address : HexFormat.of().formatHex(Arrays.copyOf(bytes, NETWORK_BYTES));
        } catch (UnknownHostException noAddress) {
            return address;
        }
    }
}
