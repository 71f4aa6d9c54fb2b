package aigateway.manifest.type;

import java.util.List;
import java.util.Map;

/**
 * Request headers set and removed for one target.
 *
 * @param set secrets as often as not, and nothing tells which
 */
public record HeadersOverride(Map<String, Secret> set, List<String> remove) {

    public HeadersOverride {
        set = set == null ? Map.of() : Map.copyOf(set);
        remove = remove == null ? List.of() : List.copyOf(remove);
    }

    public boolean isEmpty() {
        return set.isEmpty() && remove.isEmpty();
    }
}
