package aigateway.launch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Whether the server has brought its applications up. Micro says in its log that it could not, and serves on: every
 * address is not found, and who restarts processes that end waits for ever.
 */
final class Deployment {

    /** What an application sets when all of it is there, and what people call it. */
    private static final Map<String, String> APPLICATIONS =
            new TreeMap<>(Map.of("gateway.deployed./", "the gateway", "gateway.deployed./admin", "its console"));

    private static final long PAUSE_MILLIS = 100;

    private Deployment() {}

    /**
     * Looks, and again for a while when something is missing.
     *
     * @param properties of the system
     * @param failures what the log said went wrong
     */
    static Optional<String> complaint(
            Function<String, @Nullable String> properties, List<String> failures, long patienceMillis)
            throws InterruptedException {
        List<String> missing = missing(properties);
        for (long left = patienceMillis; !missing.isEmpty() && left > 0; left -= PAUSE_MILLIS) {
            Thread.sleep(PAUSE_MILLIS);
            missing = missing(properties);
        }
        if (missing.isEmpty()) {
            return Optional.empty();
        }
        String why = failures.isEmpty()
                ? "The lines above say why."
                : "The lines with SEVERE above say why, the first of them:" + String.join("", failures);
        return Optional.of("The server could not deploy " + String.join(" and ", missing) + ". " + why);
    }

    private static List<String> missing(Function<String, @Nullable String> properties) {
        List<String> missing = new ArrayList<>();
        APPLICATIONS.forEach((property, name) -> {
            if (properties.apply(property) == null) {
                missing.add(name);
            }
        });
        return missing;
    }
}
