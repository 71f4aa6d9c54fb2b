package aigateway.identity;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** When keys were last used, to a minute; noted on the request's path, written later. */
@ApplicationScoped
class LastUse {

    private static final long GRAIN_MILLIS = 60_000;
    private static final int MAX_NOTED = 50_000;

    private final Map<String, Long> noted = new ConcurrentHashMap<>();
    private final Map<String, Long> unwritten = new ConcurrentHashMap<>();

    void note(String keyId, long nowMillis) {
        Long before = noted.get(keyId);
        if (before == null || nowMillis - before >= GRAIN_MILLIS) {
            if (noted.size() >= MAX_NOTED) {
                noted.clear();
            }
            noted.put(keyId, nowMillis);
            unwritten.put(keyId, nowMillis);
        }
    }

    Map<String, Long> unwritten() {
        return new HashMap<>(unwritten);
    }

    void written(Map<String, Long> uses) {
        uses.forEach(unwritten::remove);
    }
}
