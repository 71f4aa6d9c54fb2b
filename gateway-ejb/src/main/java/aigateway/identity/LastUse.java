package aigateway.identity;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * When keys were last used, to a minute; noted on the request's path, written later. A key is known by its id, a token that
 * stands in a manifest by its subject: {@code virtualaccount:shop}.
 */
@ApplicationScoped
class LastUse {

    private static final long GRAIN_MILLIS = 60_000;
    private static final int MAX_NOTED = 50_000;

    private final Map<String, Long> noted = new ConcurrentHashMap<>();
    private final Map<String, Long> unwritten = new ConcurrentHashMap<>();

    void note(String use, long nowMillis) {
        Long before = noted.get(use);
        if (before == null || nowMillis - before >= GRAIN_MILLIS) {
            if (noted.size() >= MAX_NOTED) {
                noted.clear();
            }
            noted.put(use, nowMillis);
            unwritten.put(use, nowMillis);
        }
    }

    Map<String, Long> unwritten() {
        return new HashMap<>(unwritten);
    }

    void written(Map<String, Long> uses) {
        uses.forEach(unwritten::remove);
    }
}
