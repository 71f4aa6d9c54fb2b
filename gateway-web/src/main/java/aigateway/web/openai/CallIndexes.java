package aigateway.web.openai;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which call of an answer a streamed piece belongs to. Some servers give every parallel call the index 0 and tell them apart
 * by their ids alone; others make up an id for each piece, and some of these repeat the name, too. Not thread-safe.
 */
public final class CallIndexes {

    private static final class Call {
        private final int index;
        private final JsonEnd end = new JsonEnd();
        private String id = "";
        private String name = "";
        private int chunk;

        private Call(int index) {
            this.index = index;
        }
    }

    private record Name(int told, String id) {}

    private final Map<Integer, Call> latest = new HashMap<>();
    private final Map<Name, Call> named = new HashMap<>();
    private final Set<Integer> taken = new HashSet<>();
    private boolean madeUp;
    private int chunk;

    /** What follows comes in another chunk. In one chunk each call is told once. */
    public void nextChunk() {
        chunk++;
    }

    /**
     * The index that no other call has.
     *
     * @param told what the server calls it
     * @param id empty where the piece has none, as the name of its function and its arguments
     */
    public int of(int told, String id, String name, String arguments) {
        Call known = named.getOrDefault(new Name(told, id), latest.get(told));
        Call call = known == null || isAnother(known, id, name) ? begin(told) : known;
        if (call.id.isEmpty() && !id.isEmpty()) {
            call.id = id;
            named.put(new Name(told, id), call);
        }
        call.name = call.name.isEmpty() ? name : call.name;
        call.chunk = chunk;
        call.end.read(arguments);
        latest.put(told, call);
        return call.index;
    }

    /** A new id with a name begins another call, unless the name is that of a call that is not whole: then it says nothing. */
    private boolean isAnother(Call known, String id, String name) {
        if (name.isEmpty() || id.isEmpty() || known.id.isEmpty() || known.id.equals(id)) {
            return false;
        }
        boolean otherName = !known.name.isEmpty() && !known.name.equals(name);
        if (otherName || known.chunk == chunk) {
            return true;
        }
        madeUp |= !known.end.reached();
        return !madeUp;
    }

    private Call begin(int told) {
        int index = told;
        for (int next = taken.size(); !taken.add(index); next++) {
            index = next;
        }
        return new Call(index);
    }
}
