package aigateway.identity;

import aigateway.platform.Shared;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

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
    private static final List<String> CROWD = List.of("", "");

    /** Kept as {@link Failures#kept}: a class of one application is not known in the other. */
    ConcurrentMap<List<String>, long[]> failures = new ConcurrentHashMap<>();

    @Inject
    InstantSource clock;

    /** How often somebody failed in a row, and when last. */
    private record Failures(long count, long lastAt) {

        static final Failures NONE = new Failures(0, 0);

        static Failures of(long[] kept) {
            return new Failures(kept[0], kept[1]);
        }

        long[] kept() {
            return new long[] {count, lastAt};
        }

        boolean mustWait(long now) {
            if (count < FREE_FAILURES) {
                return false;
            }
            long doublings = Math.min(count - FREE_FAILURES, 10);
            return now - lastAt < Math.min(FIRST_WAIT_MILLIS << doublings, LONGEST_WAIT_MILLIS);
        }

        Failures and(long now) {
            return new Failures(now - lastAt >= FORGET_MILLIS ? 1 : count + 1, now);
        }
    }

    /** With the console, which is an application of its own on Payara Micro: five guesses are free, not five at each. */
    @PostConstruct
    @SuppressWarnings("unchecked")
    void share() {
        failures = Shared.of("sign-in-failures", ConcurrentMap.class, failures);
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
            Failures known = before == null ? Failures.NONE : Failures.of(before);
            early[0] = known.mustWait(now);
            return early[0] ? before : known.and(now).kept();
        });
        return !early[0];
    }

    void succeeded(String name, String address) {
        failures.remove(who(name, address));
    }

    private List<String> known(List<String> who, long now) {
        if (failures.size() >= MOST_KNOWN && !failures.containsKey(who)) {
            failures.values().removeIf(known -> now - Failures.of(known).lastAt >= LONGEST_WAIT_MILLIS);
            return failures.size() >= MOST_KNOWN ? CROWD : who;
        }
        return who;
    }

    private static List<String> who(String name, String address) {
        String lower = name.toLowerCase(Locale.ROOT);
        return List.of(lower.length() > LONGEST_NAME ? lower.substring(0, LONGEST_NAME) : lower, network(address));
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
