package aigateway.ratelimit;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The window as one would first write it: a list of all that was taken, added up each time. */
final class NaiveWindow implements Window {

    private static final class Entry {
        final long slot;
        long amount;

        Entry(long slot, long amount) {
            this.slot = slot;
            this.amount = amount;
        }
    }

    private final List<Entry> entries = new ArrayList<>();
    private final Map<Long, Long> lastOfSlot = new HashMap<>();
    private final long slotMillis;
    private final long lengthMillis;
    private final InstantSource clock;

    NaiveWindow(Duration length, InstantSource clock) {
        this.slotMillis = length.toMillis() / 60;
        this.lengthMillis = length.toMillis();
        this.clock = clock;
    }

    @Override
    public SlidingWindow.Taking take(long amount, long limit) {
        long slot = clock.millis() / slotMillis;
        long used = used();
        if (used + amount <= limit) {
            entries.add(new Entry(slot, amount));
            lastOfSlot.put(slot, clock.millis());
            return new SlidingWindow.Taking(true, slot, limit - used - amount, untilReset());
        }
        long wait = 0;
        while (usedAt(clock.millis() + wait) + amount > limit) {
            wait = nextEnd(clock.millis() + wait) - clock.millis();
        }
        return new SlidingWindow.Taking(false, slot, Math.max(0, limit - used), wait);
    }

    @Override
    public void correct(long slot, long difference) {
        entries.add(new Entry(slot, difference));
    }

    @Override
    public long used() {
        return usedAt(clock.millis());
    }

    private long untilReset() {
        long wait = 0;
        while (entries.stream().anyMatch(it -> it.amount != 0) && usedAt(clock.millis() + wait) != 0) {
            wait = nextEnd(clock.millis() + wait) - clock.millis();
        }
        return wait;
    }

    private long end(long slot) {
        return lastOfSlot.get(slot) + lengthMillis;
    }

    private long nextEnd(long millis) {
        return entries.stream()
                .mapToLong(it -> end(it.slot))
                .filter(end -> end > millis)
                .min()
                .orElseThrow();
    }

    private long usedAt(long millis) {
        return entries.stream()
                .filter(it -> millis < end(it.slot))
                .mapToLong(it -> it.amount)
                .sum();
    }
}
