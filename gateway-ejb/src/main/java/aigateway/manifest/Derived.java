package aigateway.manifest;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Something computed from a snapshot and kept until another snapshot is in force. Pulled, not pushed: an event fired in
 * one archive of an EAR does not reach observers in another on every server. Two threads may compute the same value at
 * a change; the function must not mind.
 */
public final class Derived<T> {

    private final Function<Snapshot, T> computation;
    private volatile @Nullable Entry<T> entry;

    public Derived(Function<Snapshot, T> computation) {
        this.computation = computation;
    }

    @SuppressWarnings("ReferenceEquality") // each configuration in force is one object
    public T from(Snapshot snapshot) {
        Entry<T> current = entry;
        if (current == null || current.snapshot != snapshot) {
            current = new Entry<>(snapshot, computation.apply(snapshot));
            entry = current;
        }
        return current.value;
    }

    private record Entry<T>(Snapshot snapshot, T value) {}
}
