package aigateway.routing;

import aigateway.manifest.type.StickyRouting;
import aigateway.manifest.type.StickyRouting.SessionIdentifier;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How a route knows a session, and how the session's lots fall: by a hash that every node and every start of the gateway
 * reckons alike. Of a session only the hash is kept.
 */
final class Sticky {

    /** The hash of a request that is of no session. */
    static final long NONE = 0;

    private static final long FNV_BASIS = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private final List<SessionIdentifier> identifiers;
    private final long ttlMillis;
    private final long route;
    private final long[] marks;

    Sticky(String routeId, StickyRouting config, List<Target> targets) {
        this.identifiers = config.sessionIdentifiers().stream()
                .map(it -> it.source().equals(SessionIdentifier.HEADERS)
                        ? new SessionIdentifier(it.source(), it.key().toLowerCase(Locale.ROOT))
                        : it)
                .toList();
        this.ttlMillis = config.ttlSeconds() * 1_000L;
        this.route = hash(FNV_BASIS, routeId);
        this.marks = marks(targets);
    }

    /** The same model with other parameters is another target. */
    private static long[] marks(List<Target> targets) {
        Map<String, Integer> seen = new HashMap<>();
        return targets.stream()
                .mapToLong(target -> {
                    int times = seen.merge(target.id(), 1, Integer::sum);
                    return mixed(hash(FNV_BASIS, target.id()) + times);
                })
                .toArray();
    }

    List<SessionIdentifier> identifiers() {
        return identifiers;
    }

    long ttlMillis() {
        return ttlMillis;
    }

    /**
     * @param headers by their names in lower case
     * @return {@link #NONE} when the request says nothing that tells a session
     */
    long session(Map<String, String> headers, Map<String, String> metadata) {
        long hash = route;
        boolean told = false;
        for (int i = 0; i < identifiers.size(); i++) {
            SessionIdentifier identifier = identifiers.get(i);
            String value =
                    (identifier.source().equals(SessionIdentifier.HEADERS) ? headers : metadata).get(identifier.key());
            if (value != null && !value.isEmpty()) {
                told = true;
                hash = hash(hash(hash, value), String.valueOf(i));
            }
        }
        return !told ? NONE : hash == NONE ? 1 : mixed(hash);
    }

    /**
     * The session's lot for a target, from 0 (exclusive) to 1.
     *
     * @param window in which the session began
     */
    double lot(long session, long window, int target) {
        long hash = mixed(mixed(session + window) ^ marks[target]);
        return ((hash >>> 11) + 1) * 0x1.0p-53;
    }

    private static long hash(long basis, String text) {
        long hash = basis;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * FNV_PRIME;
        }
        // A character there is none of, so that "ab" and "c" are not "a" and "bc".
        return (hash ^ 0x10000) * FNV_PRIME;
    }

    /** Spreads what differs in one bit over all of them. */
    private static long mixed(long hash) {
        long z = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
