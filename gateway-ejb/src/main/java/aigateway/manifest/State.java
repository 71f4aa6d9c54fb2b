package aigateway.manifest;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Every manifest there is, or would be, secrets in the clear. */
record State(Map<ManifestRow.Key, Draft> drafts) {

    static final Comparator<ManifestRow.Key> ORDER =
            Comparator.comparing((ManifestRow.Key key) -> key.kind).thenComparing(key -> key.name);

    State {
        TreeMap<ManifestRow.Key, Draft> sorted = new TreeMap<>(ORDER);
        sorted.putAll(drafts);
        drafts = sorted;
    }

    /** What is here and not there, {@code team:data}. */
    Set<String> without(State other) {
        return drafts.keySet().stream()
                .filter(key -> !other.drafts.containsKey(key))
                .map(key -> key.kind + ':' + key.name)
                .collect(Collectors.toSet());
    }

    Map<ManifestRow.Key, Draft> copy() {
        return new LinkedHashMap<>(drafts);
    }
}
