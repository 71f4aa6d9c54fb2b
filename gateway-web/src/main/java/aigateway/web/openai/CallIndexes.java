package aigateway.web.openai;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which call of an answer a streamed piece belongs to. Some servers give every parallel call the index 0 and tell them apart
 * by their ids alone; others make up an id for each piece. So a call begins where a new id comes with a name. Not
 * thread-safe.
 */
public final class CallIndexes {

    private final Map<Integer, Integer> latest = new HashMap<>();
    private final TreeMap<Integer, String> ids = new TreeMap<>();

    /**
     * The index that no other call has.
     *
     * @param told what the server calls it
     * @param id empty where the piece has none
     * @param name of the function; empty where the piece has none
     */
    public int of(int told, String id, String name) {
        Integer known = latest.get(told);
        if (known != null && !isAnother(known, id, name)) {
            return known;
        }
        int call = ids.containsKey(told) ? ids.lastKey() + 1 : told;
        latest.put(told, call);
        ids.put(call, id);
        return call;
    }

    private boolean isAnother(int known, String id, String name) {
        String before = ids.getOrDefault(known, "");
        return !name.isEmpty() && !id.isEmpty() && !before.isEmpty() && !before.equals(id);
    }
}
